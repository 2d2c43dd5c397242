package cn.huiqi.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;

import org.springframework.stereotype.Component;

/**
 * Programmes as they stood in the releases cases run on: what is asked of a case does not
 * change while it is under way.
 */
@Component
public class CaseProgrammes {

	private final HistoryService history;

	private final RepositoryService repository;

	private final UncheckedEngine engine;

	private final Programmes programmes;

	private final Map<String, Programme> released = new ConcurrentHashMap<>();

	CaseProgrammes(HistoryService history, RepositoryService repository, UncheckedEngine engine,
			Programmes programmes) {
		this.history = history;
		this.repository = repository;
		this.engine = engine;
		this.programmes = programmes;
	}

	/**
	 * The programme of a case; the latest where the engine does not know the case.
	 * @param applicationNumber the case
	 * @param programme key of the programme
	 * @throws IllegalArgumentException if there is no such programme
	 */
	public Programme of(String applicationNumber, String programme) {
		return this.engine
			.run(() -> releaseOf(applicationNumber, programme).map((release) -> released(release, programme))
				.orElseGet(() -> this.programmes.get(programme)));
	}

	/** The release a case runs on; empty where the engine does not know the case. */
	public Optional<String> releaseOf(String applicationNumber, String programme) {
		return this.engine.run(() -> {
			HistoricProcessInstance instance = this.history.createHistoricProcessInstanceQuery()
				.processInstanceBusinessKey(applicationNumber)
				.processDefinitionKey(programme)
				.singleResult();
			return Optional.ofNullable(instance)
				.map((one) -> this.repository.getProcessDefinition(one.getProcessDefinitionId()).getDeploymentId());
		});
	}

	private Programme released(String release, String programme) {
		return this.released.computeIfAbsent(release + "/" + programme, (key) -> {
			String file = programme + ".yml";
			try (InputStream content = this.repository.getResourceAsStream(release, file)) {
				return this.programmes.check(Map.of(file, content.readAllBytes())).get(0);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

}
