package cn.huiqi.material;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings store and rows together again after the program was killed between the two. The
 * ages are those of the machine's own clock, which files have too.
 */
@Component
class StoreSweeper {

	/** No upload takes that long. */
	static final Duration GRACE = Duration.ofHours(1);

	private static final Logger log = LoggerFactory.getLogger(StoreSweeper.class);

	private static final int BATCH = 500;

	private final MaterialStore store;

	private final MaterialRecords records;

	private final AttachmentRecords attachments;

	private final Path requests;

	StoreSweeper(MaterialStore store, MaterialRecords records, AttachmentRecords attachments,
			@Value("${spring.servlet.multipart.location}") Path requests) throws IOException {
		this.store = store;
		this.records = records;
		this.attachments = attachments;
		// the server makes it only where it lies in a directory of its own
		this.requests = Files.createDirectories(requests.toAbsolutePath());
	}

	@Scheduled(initialDelay = 1, fixedDelay = 3600, timeUnit = TimeUnit.SECONDS)
	void sweep() {
		sweepFiles();
		sweepRequests();
		reportLost();
	}

	/** Removes files that have no row. */
	private void sweepFiles() {
		List<String> old = this.store.writtenBefore(Instant.now().minus(GRACE));
		for (int from = 0; from < old.size(); from += BATCH) {
			Set<String> orphans = new HashSet<>(old.subList(from, Math.min(from + BATCH, old.size())));
			orphans.removeAll(this.records.known(List.copyOf(orphans)));
			orphans.forEach((key) -> {
				log.warn("Removed an uploaded file that belongs to no material: {}", key);
				this.store.discard(key);
			});
		}
	}

	/** Removes what uploads left behind when the program was killed. */
	private void sweepRequests() {
		Instant before = Instant.now().minus(GRACE);
		try (Stream<Path> files = Files.list(this.requests)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				if (Files.isRegularFile(file) && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
					Files.deleteIfExists(file);
				}
			}
		}
		catch (IOException ex) {
			log.debug("{} could not be swept", this.requests, ex);
		}
	}

	/** Names materials whose bytes are gone: somebody must look for them in a backup. */
	List<String> reportLost() {
		List<String> lost = new ArrayList<>();
		String last = "";
		List<MaterialRecord> page = this.records.findByIdGreaterThanOrderByIdAsc(last, Limit.of(BATCH));
		while (!page.isEmpty()) {
			Set<String> missing = this.store.missing(page.stream().map(MaterialRecord::getId).toList());
			page.stream().filter((material) -> missing.contains(material.getId())).forEach((material) -> {
				log.error(
						"MATERIAL LOST: {} ({}, kind {}, sha256 {}) has no bytes in the store; restore them from a "
								+ "backup",
						material.getId(), material.applicationNumber(), material.kind(), material.sha256());
				lost.add(material.getId());
			});
			last = page.get(page.size() - 1).getId();
			page = this.records.findByIdGreaterThanOrderByIdAsc(last, Limit.of(BATCH));
		}
		reportLostAttachments(lost);
		return lost;
	}

	private void reportLostAttachments(List<String> lost) {
		List<AttachmentRecord> page = this.attachments.findByIdGreaterThanOrderByIdAsc("", Limit.of(BATCH));
		while (!page.isEmpty()) {
			Set<String> missing = this.store.missing(page.stream().map(AttachmentRecord::getId).toList());
			page.stream().filter((one) -> missing.contains(one.getId())).forEach((one) -> {
				log.error("FILE LOST: {} ({}, kind {}, sha256 {}) has no bytes in the store; restore it from a backup",
						one.getId(), one.owner(), one.kind(), one.sha256());
				lost.add(one.getId());
			});
			page = this.attachments.findByIdGreaterThanOrderByIdAsc(page.get(page.size() - 1).getId(), Limit.of(BATCH));
		}
	}

}
