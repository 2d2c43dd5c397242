package cn.huiqi.publicity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import cn.huiqi.core.WorkCalendar;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A public notice, as stored.
 */
@Entity
@Table(name = "public_notice")
class NoticeRecord {

	@Id
	private String id;

	private String programme;

	private String title;

	private Instant publishedAt;

	private @Nullable String publishedBy;

	@OneToMany(cascade = CascadeType.ALL)
	@JoinColumn(name = "notice_id", nullable = false, updatable = false)
	@OrderBy("applicationNumber")
	private List<NoticeEntry> entries = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	protected NoticeRecord() {
	}

	NoticeRecord(String id, String programme, String title, Instant publishedAt, @Nullable String publishedBy) {
		this.id = id;
		this.programme = programme;
		this.title = title;
		this.publishedAt = publishedAt;
		this.publishedBy = publishedBy;
	}

	void add(String applicationNumber) {
		this.entries.add(new NoticeEntry(applicationNumber));
	}

	Optional<NoticeEntry> entry(String applicationNumber) {
		return this.entries.stream().filter((entry) -> entry.applicationNumber().equals(applicationNumber)).findFirst();
	}

	Notices.Notice toNotice() {
		return new Notices.Notice(this.id, this.title, WorkCalendar.dayOf(this.publishedAt),
				this.entries.stream().map(NoticeEntry::applicationNumber).toList());
	}

}
