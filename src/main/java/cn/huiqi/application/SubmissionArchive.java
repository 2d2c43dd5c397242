package cn.huiqi.application;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps submissions as JSON, numbers exact.
 */
@Service
@Transactional(readOnly = true)
class SubmissionArchive implements Submissions {

	/** What the tasks are called that an enterprise declares at, in every programme. */
	private static final String DECLARATION_TASKS = "userTask_declare";

	private static final ObjectMapper JSON = new ObjectMapper()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

	private static final TypeReference<LinkedHashMap<String, Object>> ANSWERS = new TypeReference<>() {
	};

	private final SubmissionRecords records;

	SubmissionArchive(SubmissionRecords records) {
		this.records = records;
	}

	@Transactional
	void keep(String number, Stored submission) {
		try {
			this.records.save(new SubmissionRecord(number, submission.taskKey(), submission.form(),
					submission.releaseId(), submission.submittedBy(), submission.submittedAt(),
					JSON.writeValueAsString(submission.answers())));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public Optional<Stored> lastOfTask(String applicationNumber, String taskKey) {
		return this.records.findFirstByApplicationNumberAndTaskKeyOrderByIdDesc(applicationNumber, taskKey)
			.map(SubmissionArchive::toStored);
	}

	@Override
	public Optional<Stored> lastOfForm(String applicationNumber, String form) {
		return this.records.findFirstByApplicationNumberAndFormOrderByIdDesc(applicationNumber, form)
			.map(SubmissionArchive::toStored);
	}

	@Override
	public Optional<Stored> declaration(String applicationNumber) {
		return begun(applicationNumber).flatMap((first) -> lastOfForm(applicationNumber, first.form()));
	}

	@Override
	public Optional<String> declarationTask(String applicationNumber) {
		return begun(applicationNumber).map(SubmissionRecord::taskKey);
	}

	private Optional<SubmissionRecord> begun(String applicationNumber) {
		return this.records.findFirstByApplicationNumberAndTaskKeyStartingWithOrderByIdDesc(applicationNumber,
				DECLARATION_TASKS);
	}

	@Override
	public List<Stored> all(String applicationNumber) {
		return this.records.findByApplicationNumberOrderById(applicationNumber)
			.stream()
			.map(SubmissionArchive::toStored)
			.toList();
	}

	private static Stored toStored(SubmissionRecord submission) {
		try {
			Map<String, Object> answers = JSON.readValue(submission.answers(), ANSWERS);
			answers.replaceAll((key, value) -> exact(value));
			return new Stored(submission.taskKey(), submission.form(), submission.releaseId(), submission.submittedBy(),
					submission.submittedAt(), answers);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Numbers as decimals, in rows as well. */
	private static Object exact(Object value) {
		if (value instanceof Number number) {
			return new BigDecimal(number.toString());
		}
		if (value instanceof List<?> list) {
			return list.stream().map((item) -> exact(item)).toList();
		}
		if (value instanceof Map<?, ?> row) {
			Map<String, Object> exact = new LinkedHashMap<>();
			row.forEach((key, cell) -> exact.put(String.valueOf(key), exact(cell)));
			return exact;
		}
		return value;
	}

}
