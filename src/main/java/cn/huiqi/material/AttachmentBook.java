package cn.huiqi.material;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programme;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The book behind {@link Attachments}.
 */
@Service
class AttachmentBook implements Attachments {

	private static final String FILE = "file";

	private final AttachmentRecords records;

	private final MaterialStore store;

	private final VirusScanner scanner;

	private final CurrentUser currentUser;

	private final TransactionTemplate transaction;

	private final Clock clock;

	AttachmentBook(AttachmentRecords records, MaterialStore store, VirusScanner scanner, CurrentUser currentUser,
			PlatformTransactionManager transactions, Clock clock) {
		this.records = records;
		this.store = store;
		this.scanner = scanner;
		this.currentUser = currentUser;
		this.transaction = new TransactionTemplate(transactions);
		this.clock = clock;
	}

	@Override
	public List<MaterialFile> of(String owner) {
		List<AttachmentRecord> all = this.records.findByOwnerOrderByUploadedAtAscVersionAscIdAsc(owner);
		Set<String> lost = this.store.missing(all.stream().map(AttachmentRecord::getId).toList());
		return all.stream().map((one) -> one.toFile(lost.contains(one.getId()))).toList();
	}

	@Override
	public Materials.Added add(String owner, Programme.Material asked, Materials.Upload upload, Runnable inTime) {
		InputStreamSource content = upload.content();
		if (content == null) {
			throw RefusedException.invalid(FILE, "请选择文件");
		}
		if (upload.size() == 0) {
			throw RefusedException.invalid(FILE, "文件为空");
		}
		String name = FileNames.clean(upload.name());
		MaterialBook.requireType(asked, name, content);
		MaterialBook.requireSize(asked, upload.size());
		try (InputStream bytes = content.getInputStream()) {
			return add(owner, asked, name, bytes, inTime);
		}
		catch (MaterialStore.TooManyBytesException ex) {
			throw MaterialBook.tooLarge(asked);
		}
		catch (IOException ex) {
			throw MaterialBook.notStored(ex);
		}
	}

	private Materials.Added add(String owner, Programme.Material asked, String name, InputStream bytes, Runnable inTime)
			throws IOException {
		MaterialStore.Staged staged = this.store.stage(bytes, asked.maxBytes());
		boolean kept = false;
		try {
			MaterialRecord.Checked checked = MaterialBook.examine(staged, name, this.scanner);
			Materials.Added added = this.transaction
				.execute((status) -> register(owner, asked.kind(), checked, staged, inTime));
			kept = added != null && added.isNew();
			return Objects.requireNonNull(added);
		}
		finally {
			if (!kept) {
				this.store.discard(staged.key());
			}
		}
	}

	private Materials.Added register(String owner, String kind, MaterialRecord.Checked checked,
			MaterialStore.Staged staged, Runnable inTime) {
		inTime.run();
		AttachmentRecord current = current(owner, kind);
		if (current != null) {
			if (current.sha256().equals(checked.sha256()) && this.store.missing(Set.of(current.getId())).isEmpty()) {
				return new Materials.Added(current.toFile(false), false);
			}
			current.replace();
			this.records.save(current);
		}
		MaterialBook.undoUnlessCommitted(this.store, staged.key());
		try {
			this.store.keep(staged);
		}
		catch (IOException ex) {
			throw MaterialBook.notStored(ex);
		}
		AttachmentRecord added = new AttachmentRecord(staged.key(), owner, kind, checked, current, this.clock.instant(),
				this.currentUser.id().orElse(null));
		this.records.save(added);
		return new Materials.Added(added.toFile(false), true);
	}

	private @Nullable AttachmentRecord current(String owner, String kind) {
		return this.records.findByOwnerOrderByUploadedAtAscVersionAscIdAsc(owner)
			.stream()
			.filter((one) -> one.isCurrent() && one.kind().equals(kind))
			.findFirst()
			.orElse(null);
	}

	@Override
	public Materials.Content content(String owner, String id) {
		MaterialFile file = this.records.findByIdAndOwner(id, owner)
			.map((one) -> one.toFile(false))
			.orElseThrow(() -> RefusedException.notFound("没有这份文件"));
		Resource bytes = this.store.content(id);
		if (!bytes.exists()) {
			throw RefusedException.notFound("文件缺失，请联系系统管理员");
		}
		return new Materials.Content(file, bytes);
	}

}
