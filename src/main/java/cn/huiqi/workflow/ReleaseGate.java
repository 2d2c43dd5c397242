package cn.huiqi.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.ProgrammeListener;
import cn.huiqi.programme.Programmes;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes every deployment a whole release: what it does not bring is taken over from the
 * latest, so that {@code deployment} binding finds everything, and one table changed in
 * Modeler reaches the next application while open ones keep the rules they began with.
 */
@Component
class ReleaseGate implements Releases, SmartLifecycle {

	/** Before accounts are set up and before any request is served. */
	static final int PHASE = 0;

	private static final Logger log = LoggerFactory.getLogger(ReleaseGate.class);

	private static final String NAME = "huiqi";

	private final RepositoryService repository;

	private final UncheckedEngine engine;

	private final ReleaseRecords records;

	private final ModelConformance conformance;

	private final Programmes programmes;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final Map<String, byte[]> packaged;

	private final String packagedVersion;

	private final AuditLog audit;

	private final ObjectProvider<ProgrammeListener> listeners;

	/** Deployment whose programmes this node runs. */
	private volatile @Nullable String used;

	private volatile boolean running;

	ReleaseGate(RepositoryService repository, UncheckedEngine engine, ReleaseRecords records,
			ModelConformance conformance, Programmes programmes, PlatformTransactionManager transactions, Clock clock,
			AuditLog audit, ObjectProvider<ProgrammeListener> listeners) throws IOException {
		this.repository = repository;
		this.engine = engine;
		this.records = records;
		this.conformance = conformance;
		this.programmes = programmes;
		this.transaction = new TransactionTemplate(transactions);
		this.clock = clock;
		this.packaged = readPackaged();
		this.packagedVersion = digest(this.packaged);
		this.audit = audit;
		this.listeners = listeners;
	}

	@Override
	public void start() {
		ReleaseRecord latest = this.records.findFirstByOrderByIdDesc().orElse(null);
		if (latest == null) {
			deployPackaged(this.packaged);
		}
		else if (!latest.packagedVersion().equals(this.packagedVersion)) {
			List<Difference> pending = pending();
			if (pending.stream().noneMatch(Difference::changedInUse)) {
				deployPackaged(this.packaged);
			}
			else {
				log.warn(
						"The program brings other models than those in use, and some in use were changed by hand. "
								+ "Nothing was deployed: decide with POST /api/releases/pending. Differences: {}",
						pending);
			}
		}
		this.running = true;
		follow();
	}

	/**
	 * Takes up what another node deployed: programmes are read from their files, not from
	 * the database, each time they are asked for.
	 */
	@Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
	void follow() {
		if (!this.running) {
			return;
		}
		String latest = this.records.findFirstByOrderByIdDesc().map(ReleaseRecord::deploymentId).orElse(null);
		if (latest != null && !latest.equals(this.used)) {
			this.programmes.use(filesOf(latest));
			this.used = latest;
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public List<Difference> pending() {
		ReleaseRecord latest = this.records.findFirstByOrderByIdDesc().orElse(null);
		if (latest == null || latest.packagedVersion().equals(this.packagedVersion)) {
			return List.of();
		}
		Map<String, byte[]> inUse = filesOf(latest.deploymentId());
		Map<String, byte[]> before = this.records.findFirstByOriginOrderByIdDesc(ReleaseRecord.Origin.PACKAGE)
			.map((record) -> filesOf(record.deploymentId()))
			.orElse(Map.of());
		List<Difference> differences = new ArrayList<>();
		Set<String> names = new TreeSet<>(inUse.keySet());
		names.addAll(this.packaged.keySet());
		for (String name : names) {
			if (!Arrays.equals(inUse.get(name), this.packaged.get(name))) {
				differences.add(new Difference(name, !Arrays.equals(inUse.get(name), before.get(name)),
						!Arrays.equals(this.packaged.get(name), before.get(name))));
			}
		}
		return differences;
	}

	@Override
	public void takePackaged(Set<String> keep) {
		List<Difference> pending = pending();
		if (pending.isEmpty()) {
			throw RefusedException.conflict("没有待决定的模型差异");
		}
		List<Fault> unknown = keep.stream()
			.filter((name) -> pending.stream().noneMatch((difference) -> difference.file().equals(name)))
			.map((name) -> new Fault("keep", "没有差异文件 " + name))
			.toList();
		if (!unknown.isEmpty()) {
			throw RefusedException.invalid(unknown);
		}
		Map<String, byte[]> inUse = latestFiles();
		Map<String, byte[]> files = new TreeMap<>(this.packaged);
		keep.forEach((name) -> {
			if (inUse.containsKey(name)) {
				files.put(name, inUse.get(name));
			}
			else {
				files.remove(name);
			}
		});
		deployPackaged(files);
	}

	private void deployPackaged(Map<String, byte[]> files) {
		DeploymentBuilder deployment = this.repository.createDeployment().name(NAME).source("package");
		files.forEach((name, content) -> deployment.addString(name, new String(content, StandardCharsets.UTF_8)));
		deployment.deploy();
		log.info("Deployed the packaged models as a new release: {} files", files.size());
	}

	/** Completes, checks, deploys and records a release. */
	DeploymentWithDefinitions deploy(DeploymentBuilderImpl builder, @Nullable Authentication caller,
			Supplier<DeploymentWithDefinitions> deploy) {
		boolean ownPackage = "package".equals(builder.getDeployment().getSource()) && caller == null;
		Map<String, byte[]> brought = new TreeMap<>();
		Map<String, ResourceEntity> resources = builder.getDeployment().getResources();
		if (resources != null) {
			resources.forEach((name, resource) -> brought.put(name, resource.getBytes()));
		}
		requireRight(brought.keySet(), caller);
		if (builder.getDeployment().getTenantId() != null) {
			// it would be a release beside the one in use
			throw RefusedException.invalid("tenant-id", "本系统不分租户，不能为租户发布");
		}
		return this.transaction.execute((status) -> {
			Map<String, byte[]> whole = new TreeMap<>();
			Map<String, byte[]> inUse = latestFiles();
			if (!ownPackage) {
				whole.putAll(inUse);
			}
			whole.putAll(brought);
			List<String> faults = this.conformance.check(whole);
			if (!faults.isEmpty() && ownPackage) {
				throw new BrokenReleaseException(faults);
			}
			if (!faults.isEmpty()) {
				throw RefusedException.invalid(faults.stream().map(Fault::general).toList());
			}
			whole.forEach((name, content) -> {
				if (!brought.containsKey(name)) {
					builder.addString(name, new String(content, StandardCharsets.UTF_8));
				}
			});
			// a name of its own: the engine's duplicate filter, which a caller may ask
			// for, finds none
			ReleaseRecord latest = this.records.findFirstByOrderByIdDesc().orElse(null);
			builder.name("%s #%d".formatted(
					(builder.getDeployment().getName() != null) ? builder.getDeployment().getName() : NAME,
					(latest != null) ? latest.number() + 1 : 1));
			DeploymentWithDefinitions deployed = deploy.get();
			String version = (ownPackage || latest == null) ? this.packagedVersion : latest.packagedVersion();
			this.records.save(new ReleaseRecord(deployed.getId(), version,
					(ownPackage && isPackaged(whole)) ? ReleaseRecord.Origin.PACKAGE : ReleaseRecord.Origin.PERSON,
					(caller != null) ? caller.getUserId() : null, this.clock.instant()));
			record(builder.getDeployment().getName(), deployed.getId(), inUse, whole);
			if (this.running) {
				use(inUse, whole);
			}
			return deployed;
		});
	}

	/**
	 * From now on what there is to run is the new release's; should it come to nothing,
	 * the old one's again.
	 */
	private void use(Map<String, byte[]> before, Map<String, byte[]> after) {
		this.programmes.use(after);
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCompletion(int status) {
				if (status != STATUS_COMMITTED) {
					ReleaseGate.this.programmes.use(before);
				}
			}
		});
		if (!isSameToRun(before, after)) {
			this.listeners.forEach(ProgrammeListener::programmesChanged);
		}
	}

	/** Tables and forms make neither an authority nor a process. */
	private static boolean isSameToRun(Map<String, byte[]> before, Map<String, byte[]> after) {
		Set<String> names = new TreeSet<>(before.keySet());
		names.addAll(after.keySet());
		return names.stream()
			.allMatch((name) -> name.endsWith(".yml") ? Arrays.equals(before.get(name), after.get(name))
					: !name.endsWith(".bpmn") || (before.containsKey(name) && after.containsKey(name)));
	}

	/** Which files are other than before, by their digests. */
	private void record(String name, String deploymentId, Map<String, byte[]> inUse, Map<String, byte[]> whole) {
		Map<String, Object> before = new LinkedHashMap<>();
		Map<String, Object> after = new LinkedHashMap<>();
		Set<String> names = new TreeSet<>(inUse.keySet());
		names.addAll(whole.keySet());
		for (String file : names) {
			byte[] was = inUse.get(file);
			byte[] is = whole.get(file);
			if (!Arrays.equals(was, is)) {
				if (was != null) {
					before.put(file, digest(Map.of(file, was)));
				}
				if (is != null) {
					after.put(file, digest(Map.of(file, is)));
				}
			}
		}
		this.audit.record(Act
			.on(Act.SYSTEM, AuditAction.RELEASE_DEPLOYED, deploymentId,
					"发布版本 %s，%d 个文件有变化".formatted(name, after.size()))
			.before(before.isEmpty() ? null : before)
			.after(after));
	}

	/**
	 * A file that was kept makes it a person's release: else the next version would
	 * overwrite it unasked.
	 */
	private boolean isPackaged(Map<String, byte[]> files) {
		return files.keySet().equals(this.packaged.keySet()) && files.entrySet()
			.stream()
			.allMatch((file) -> Arrays.equals(file.getValue(), this.packaged.get(file.getKey())));
	}

	private static void requireRight(Set<String> names, @Nullable Authentication caller) {
		if (caller == null || EngineCaller.isAdministrator(caller)) {
			return;
		}
		List<String> reserved = names.stream()
			.filter((name) -> !name.endsWith(".dmn") && !name.endsWith(".form"))
			.toList();
		if (!reserved.isEmpty()) {
			throw RefusedException.forbidden("流程模型和项目文件只能由系统管理员部署：" + String.join("、", reserved));
		}
	}

	private Map<String, byte[]> latestFiles() {
		return this.records.findFirstByOrderByIdDesc()
			.map((release) -> filesOf(release.deploymentId()))
			.orElse(Map.of());
	}

	private Map<String, byte[]> filesOf(String deploymentId) {
		return this.engine.run(() -> {
			Map<String, byte[]> files = new TreeMap<>();
			this.repository.getDeploymentResources(deploymentId).forEach((resource) -> {
				try (InputStream content = this.repository.getResourceAsStreamById(deploymentId, resource.getId())) {
					files.put(resource.getName(), content.readAllBytes());
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			return files;
		});
	}

	private static Map<String, byte[]> readPackaged() throws IOException {
		Map<String, byte[]> files = new TreeMap<>();
		for (String pattern : List.of("processes/**/*.bpmn", "processes/**/*.yml", "dmn/**/*.dmn", "forms/**/*.form")) {
			for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern)) {
				if (files.put(String.valueOf(file.getFilename()), file.getContentAsByteArray()) != null) {
					throw new IllegalStateException(
							"%s: the name stands twice in the model folders".formatted(file.getFilename()));
				}
			}
		}
		return files;
	}

	private static String digest(Map<String, byte[]> files) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			files.forEach((name, content) -> {
				digest.update(name.getBytes(StandardCharsets.UTF_8));
				digest.update((byte) 0);
				digest.update(content);
			});
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
