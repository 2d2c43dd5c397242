package cn.huiqi.programme;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Programmes from {@code processes/<authority>/<programme>.yml}.
 */
@Component
class ProgrammeFiles implements Programmes {

	private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()).registerModule(new JavaTimeModule())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

	private static final String SIZE = "[1-9][0-9]{0,8}(B|KB|MB)";

	private final Validator validator;

	private static final String PROGRAMME = ".yml";

	/** What the names of groups begin with that are no authority's. */
	private static final Set<String> RESERVED = Set.of("enterprise", "camunda");

	private static final String MODEL = ".bpmn";

	private volatile Contents contents;

	ProgrammeFiles(Validator validator) throws IOException {
		this.validator = validator;
		Map<String, byte[]> packaged = new LinkedHashMap<>();
		for (String ending : List.of(PROGRAMME, MODEL)) {
			for (Resource file : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:processes/**/*" + ending)) {
				packaged.put(String.valueOf(file.getFilename()), file.getContentAsByteArray());
			}
		}
		this.contents = contentsOf(packaged);
	}

	@Override
	public List<Programme> all() {
		return List.copyOf(this.contents.programmes().values());
	}

	@Override
	public Optional<Programme> find(String programme) {
		return Optional.ofNullable(this.contents.programmes().get(programme));
	}

	@Override
	public Programme get(String programme) {
		return find(programme).orElseThrow(() -> new IllegalArgumentException("No programme " + programme));
	}

	@Override
	public Collection<String> authorities() {
		return this.contents.programmes()
			.values()
			.stream()
			.map(Programme::authority)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Override
	public Collection<String> processesOf(String authority) {
		return this.contents.processes().stream().filter((process) -> belongsTo(process, authority)).toList();
	}

	@Override
	public Collection<String> sharedProcesses() {
		Collection<String> authorities = authorities();
		return this.contents.processes()
			.stream()
			.filter((process) -> authorities.stream().noneMatch((authority) -> belongsTo(process, authority)))
			.toList();
	}

	private static boolean belongsTo(String process, String authority) {
		return process.startsWith(authority + "-");
	}

	@Override
	public void use(Map<String, byte[]> files) {
		this.contents = contentsOf(files);
	}

	private Contents contentsOf(Map<String, byte[]> files) {
		Map<String, byte[]> programmes = new TreeMap<>(files);
		programmes.keySet().removeIf((name) -> !name.endsWith(PROGRAMME));
		return new Contents(read(programmes),
				files.keySet()
					.stream()
					.filter((name) -> name.endsWith(MODEL))
					.map((name) -> name.substring(0, name.length() - MODEL.length()))
					.sorted()
					.toList());
	}

	@Override
	public List<Programme> check(Map<String, byte[]> files) {
		return List.copyOf(read(files).values());
	}

	private Map<String, Programme> read(Map<String, byte[]> files) {
		Map<String, Programme> read = new TreeMap<>();
		files.forEach((name, content) -> {
			Programme programme = parse(name, content);
			if (!name.equals(programme.programme() + ".yml")) {
				throw new IllegalStateException(
						"%s: programme: the file is to be named %s.yml".formatted(name, programme.programme()));
			}
			read.put(programme.programme(), programme);
		});
		read.values().forEach((programme) -> {
			if (read.values()
				.stream()
				.anyMatch((other) -> other.numberPrefix().equals(programme.numberPrefix())
						&& !other.authority().equals(programme.authority()))) {
				throw new IllegalStateException("%s.yml: numberPrefix: %s is another authority's"
					.formatted(programme.programme(), programme.numberPrefix()));
			}
		});
		return read;
	}

	/** Without the names of our classes, which tell an analyst nothing. */
	private static String causeOf(JsonProcessingException fault) {
		if (fault instanceof PropertyBindingException unknown) {
			return "unknown field " + unknown.getPropertyName();
		}
		if (fault instanceof MismatchedInputException misfit) {
			String path = misfit.getPath()
				.stream()
				.map((step) -> (step.getFieldName() != null) ? step.getFieldName() : "[" + step.getIndex() + "]")
				.collect(Collectors.joining("."));
			return (path.isEmpty() ? "the file" : path) + ((fault instanceof InvalidFormatException format)
					? ": cannot be understood: " + format.getValue() : " does not have the shape it is to have");
		}
		return fault.getOriginalMessage();
	}

	private Programme parse(String name, byte[] content) {
		Programme programme;
		try {
			programme = YAML.readValue(content, Programme.class);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException((ex.getLocation() != null)
					? "%s: line %d: %s".formatted(name, ex.getLocation().getLineNr(), causeOf(ex))
					: "%s: %s".formatted(name, causeOf(ex)), ex);
		}
		catch (IOException ex) {
			throw new IllegalStateException(name + ": " + ex.getMessage(), ex);
		}
		if (programme == null) {
			throw new IllegalStateException(name + ": the file is empty");
		}
		List<String> faults = new ArrayList<>();
		for (ConstraintViolation<Programme> violation : this.validator.validate(programme)) {
			faults.add(violation.getPropertyPath() + ": " + violation.getMessage());
		}
		for (Programme.Round round : Objects.requireNonNullElse(programme.rounds(), List.<Programme.Round>of())) {
			if (round.opens() != null && round.closes() != null && round.closes().isBefore(round.opens())) {
				faults.add("rounds: %s closes on %s before it opens on %s".formatted(round.code(), round.closes(),
						round.opens()));
			}
		}
		if (programme.programme() != null && programme.authority() != null
				&& !belongsTo(programme.programme(), programme.authority())) {
			faults.add("programme: the key is to begin with %s-".formatted(programme.authority()));
		}
		if (programme.authority() != null && RESERVED.contains(programme.authority())) {
			faults.add("authority: groups of the program's own begin with " + programme.authority());
		}
		Set<String> areas = new HashSet<>();
		Objects.requireNonNullElse(programme.areas(), List.<Programme.Area>of())
			.stream()
			.filter((area) -> area != null && !areas.add(area.code()))
			.forEach((area) -> faults.add("areas: %s is there twice".formatted(area.code())));
		Set<String> stages = new HashSet<>();
		programme.stages()
			.stream()
			.filter((stage) -> stage != null && !stages.add(stage.key()))
			.forEach((stage) -> faults.add("stages: %s is there twice".formatted(stage.key())));
		Set<String> kinds = new HashSet<>();
		for (Programme.Material material : Objects.requireNonNullElse(programme.materials(),
				List.<Programme.Material>of())) {
			if (material != null) {
				checkMaterial(programme, material, kinds, faults);
			}
		}
		if (!faults.isEmpty()) {
			throw new IllegalStateException(name + ": " + String.join("; ", faults.stream().sorted().toList()));
		}
		return programme;
	}

	private static void checkMaterial(Programme programme, Programme.Material material, Set<String> kinds,
			List<String> faults) {
		if (!kinds.add(material.kind())) {
			faults.add("materials: %s is there twice".formatted(material.kind()));
		}
		if (material.maxSize().matches(SIZE) && material.maxBytes() > Programme.Material.LARGEST.toBytes()) {
			faults.add("materials: %s: maxSize: at most %d MB".formatted(material.kind(),
					Programme.Material.LARGEST.toMegabytes()));
		}
		String template = material.template();
		if (template != null
				&& !new ClassPathResource("materials/%s/%s".formatted(programme.authority(), template)).exists()) {
			faults.add("materials: %s: template: there is no file materials/%s/%s".formatted(material.kind(),
					programme.authority(), template));
		}
	}

	/** What a release holds: programmes by key, and the keys of its processes. */
	private record Contents(Map<String, Programme> programmes, List<String> processes) {
	}

}
