package cn.huiqi.application;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The book behind {@link Drafts}.
 */
@Service
class DraftBook implements Drafts {

	private static final ObjectMapper JSON = new ObjectMapper()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

	private static final TypeReference<LinkedHashMap<String, @Nullable Object>> ANSWERS = new TypeReference<>() {
	};

	private final DraftRecords drafts;

	private final TransactionTemplate transaction;

	private final Clock clock;

	DraftBook(DraftRecords drafts, PlatformTransactionManager transactions, Clock clock) {
		this.drafts = drafts;
		this.transaction = new TransactionTemplate(transactions);
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Draft> find(String taskId) {
		return this.drafts.findByTaskId(taskId).map(DraftBook::toDraft);
	}

	@Override
	public Optional<Draft> save(Place place, int version, Map<String, @Nullable Object> answers, String account) {
		try {
			return Optional.ofNullable(this.transaction.execute((status) -> {
				DraftRecord draft = this.drafts.lockByTaskId(place.taskId()).orElseGet(() -> new DraftRecord(place));
				if (draft.version() != version) {
					return null;
				}
				draft.write(json(answers), account, now());
				return toDraft(this.drafts.saveAndFlush(draft));
			}));
		}
		catch (DataIntegrityViolationException ex) {
			// somebody else saved the first one at the same moment
			return Optional.empty();
		}
	}

	@Override
	@Transactional
	public void discard(String taskId, String account) {
		this.drafts.lockByTaskId(taskId).ifPresent((draft) -> {
			draft.write("{}", account, now());
			this.drafts.saveAndFlush(draft);
		});
	}

	@Override
	@Transactional
	public void forget(String taskId) {
		this.drafts.deleteByTaskId(taskId);
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> taskIds() {
		return this.drafts.taskIds();
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	private static String json(Map<String, @Nullable Object> answers) {
		try {
			return JSON.writeValueAsString(answers);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Draft toDraft(DraftRecord draft) {
		try {
			return new Draft(draft.version(), draft.form(), JSON.readValue(draft.answers(), ANSWERS), draft.savedBy(),
					draft.savedAt());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
