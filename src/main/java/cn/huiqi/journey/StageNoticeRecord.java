package cn.huiqi.journey;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/**
 * A notice, as stored.
 */
@Entity
@Table(name = "stage_notice")
class StageNoticeRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String programme;

	private String code;

	private String stage;

	private String title;

	private String documentNumber;

	private LocalDate opens;

	private LocalDate closes;

	private @Nullable String form;

	private boolean confirmed;

	private @Nullable String publishedBy;

	private Instant publishedAt;

	private @Nullable String changedBy;

	private @Nullable Instant changedAt;

	@Version
	private int version;

	@SuppressWarnings("NullAway.Init")
	protected StageNoticeRecord() {
	}

	StageNoticeRecord(String programme, StageNotices.Published notice) {
		this.programme = programme;
		this.code = notice.code();
		this.confirmed = notice.confirmed();
		this.publishedBy = notice.publishedBy();
		this.publishedAt = notice.publishedAt();
		become(notice);
	}

	/** Takes over what may change of a notice. */
	final void become(StageNotices.Published notice) {
		this.stage = notice.stage();
		this.title = notice.title();
		this.documentNumber = notice.documentNumber();
		this.opens = notice.opens();
		this.closes = notice.closes();
		this.form = notice.form();
		this.changedBy = notice.changedBy();
		this.changedAt = notice.changedAt();
	}

	StageNotices.Published toPublished() {
		return new StageNotices.Published(this.code, this.stage, this.title, this.documentNumber, this.opens,
				this.closes, this.form, this.confirmed, this.publishedBy, this.publishedAt, this.changedBy,
				this.changedAt);
	}

}
