package cn.huiqi;

import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(packagesOf = HuiqiApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ModularityTests {

	private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

	@Test
	void keepsRoomsApartWithoutACircle() {
		ApplicationModules.of(HuiqiApplication.class).verify();
	}

	@Test
	void hasTheRoomsOfTheHouse() {
		assertThat(ApplicationModules.of(HuiqiApplication.class)
			.stream()
			.map(ApplicationModule::getBasePackage)
			.map((room) -> room.getName())
			.collect(Collectors.toSet())).contains("cn.huiqi.core", "cn.huiqi.programme", "cn.huiqi.enterprise",
					"cn.huiqi.application", "cn.huiqi.assessment", "cn.huiqi.expenditure", "cn.huiqi.award",
					"cn.huiqi.publicity", "cn.huiqi.access", "cn.huiqi.workflow", "cn.huiqi.audit");
	}

	@ArchTest
	static final ArchRule coreKnowsNobody = roomKnowsOnly("core");

	@ArchTest
	static final ArchRule auditKnowsCore = roomKnowsOnly("audit", "core");

	@ArchTest
	static final ArchRule programmeKnowsCore = roomKnowsOnly("programme", "core");

	@ArchTest
	static final ArchRule enterpriseKnowsCoreProgrammeAccessAndAudit = roomKnowsOnly("enterprise", "core", "programme",
			"access", "audit");

	@ArchTest
	static final ArchRule accessKnowsCoreProgrammeAndAudit = roomKnowsOnly("access", "core", "programme", "audit");

	@ArchTest
	static final ArchRule workflowKnowsCoreProgrammeAndAudit = roomKnowsOnly("workflow", "core", "programme", "audit");

	@ArchTest
	static final ArchRule nobodyKnowsPortal = noClasses().that(resideInAPackage("cn.huiqi.."))
		.and()
		.resideOutsideOfPackage("cn.huiqi.portal..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("cn.huiqi.portal..");

	@ArchTest
	static final ArchRule onlyTheSeamKnowsTheEngine = noClasses().that()
		.resideOutsideOfPackages("..workflow..", "..access..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.camunda..");

	@ArchTest
	static final ArchRule onlyTheEdgeKnowsSpringMvc = noClasses().that()
		.resideOutsideOfPackages("..web..", "..access..")
		.should()
		.dependOnClassesThat(resideInAnyPackage("org.springframework.web.bind..", "org.springframework.web.servlet..",
				"org.springframework.web.method..", "jakarta.servlet.."));

	@ArchTest
	static final ArchRule roomsAreEnteredByTheirRootOnly = classes().that()
		.resideInAnyPackage("cn.huiqi.*.workflow..", "cn.huiqi.*.web..")
		.should(new ArchCondition<>("be known in their own room only") {
			@Override
			public void check(JavaClass inside, ConditionEvents events) {
				inside.getDirectDependenciesToSelf()
					.stream()
					.filter((dependency) -> !roomOf(dependency.getOriginClass()).equals(roomOf(inside)))
					.forEach((dependency) -> events
						.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
			}
		});

	@ArchTest
	static final ArchRule moneyAndScoresKnowNoBinaryFractions = classes().that()
		.resideInAnyPackage("cn.huiqi.core..", "cn.huiqi.award..", "cn.huiqi.expenditure..", "cn.huiqi.assessment..")
		.should(new ArchCondition<>("declare no double or float, Score.forTable excepted") {
			@Override
			public void check(JavaClass room, ConditionEvents events) {
				for (JavaField field : room.getFields()) {
					refuse(FLOATING.contains(field.getRawType().getName()), field.getDescription(), room, events);
				}
				for (JavaCodeUnit unit : room.getCodeUnits()) {
					for (JavaParameter parameter : unit.getParameters()) {
						refuse(FLOATING.contains(parameter.getRawType().getName()), parameter.getDescription(), room,
								events);
					}
					refuse(FLOATING.contains(unit.getRawReturnType().getName())
							&& !unit.getFullName().equals("cn.huiqi.assessment.Score.forTable()"),
							unit.getDescription() + " gives a binary fraction", room, events);
				}
			}
		});

	@ArchTest
	static final ArchRule entitiesStayInTheirRoom = classes()
		.that(areAnnotatedWithAny(Entity.class, Embeddable.class, MappedSuperclass.class))
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule repositoriesStayInTheirRoom = classes().that()
		.areAssignableTo(Repository.class)
		.or()
		.areAnnotatedWith(org.springframework.stereotype.Repository.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule packagesSayWhatIsNull = classes()
		.should(new ArchCondition<>("stand in a package whose package-info is @NullMarked") {
			@Override
			public void check(JavaClass any, ConditionEvents events) {
				refuse(!any.getPackage().isAnnotatedWith(NullMarked.class),
						"package " + any.getPackageName() + " is not @NullMarked", any, events);
			}
		});

	@ArchTest
	static final ArchRule noDeprecatedEngineApi = classes().should(new ArchCondition<>("use no deprecated engine API") {
		@Override
		public void check(JavaClass user, ConditionEvents events) {
			user.getDirectDependenciesFromSelf()
				.stream()
				.filter((dependency) -> isEngine(dependency.getTargetClass()))
				.filter((dependency) -> isDeprecated(dependency.getTargetClass()))
				.forEach((dependency) -> events
					.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
			for (JavaAccess<?> access : user.getAccessesFromSelf()) {
				if (isEngine(access.getTargetOwner())) {
					AccessTarget target = access.getTarget();
					target.resolveMember()
						.filter((member) -> isDeprecated(member))
						.ifPresent((member) -> events
							.add(SimpleConditionEvent.violated(access, access.getDescription() + ": deprecated")));
				}
			}
		}
	});

	private static ArchRule roomKnowsOnly(String room, String... others) {
		String[] known = new String[others.length + 1];
		known[0] = "cn.huiqi." + room + "..";
		for (int i = 0; i < others.length; i++) {
			known[i + 1] = "cn.huiqi." + others[i] + "..";
		}
		return noClasses().that()
			.resideInAPackage(known[0])
			.should()
			.dependOnClassesThat(resideInAPackage("cn.huiqi..")
				.and(DescribedPredicate.not(resideInAnyPackage(known)).as("outside of " + String.join(", ", known))));
	}

	@SafeVarargs
	private static DescribedPredicate<JavaClass> areAnnotatedWithAny(Class<? extends Annotation>... annotations) {
		return DescribedPredicate.describe("are entities", (any) -> {
			for (Class<? extends Annotation> annotation : annotations) {
				if (any.isAnnotatedWith(annotation)) {
					return true;
				}
			}
			return false;
		});
	}

	private static boolean isEngine(JavaClass any) {
		return any.getBaseComponentType().getPackageName().startsWith("org.camunda.");
	}

	private static <T extends CanBeAnnotated & HasName> boolean isDeprecated(T element) {
		return element.isAnnotatedWith(Deprecated.class);
	}

	private static String roomOf(JavaClass any) {
		return any.getPackageName().replaceFirst("^(cn\\.huiqi\\.[^.]+).*", "$1");
	}

	private static void refuse(boolean violated, String what, JavaClass where, ConditionEvents events) {
		if (violated) {
			events.add(SimpleConditionEvent.violated(where, what + " in " + where.getSourceCodeLocation()));
		}
	}

}
