package cn.huiqi.enterprise;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import cn.huiqi.core.CreditCode;
import org.jspecify.annotations.Nullable;

/**
 * The authorities' registers of providers, assessors and auditors (服务商、评测机构、审计机构名录). No
 * entry is ever deleted: it ends. A renewal is an entry of its own.
 */
public interface Institutions {

	/** An authority's registers, by kind and name. */
	List<Institution> of(String authority);

	/** Institutions of a kind that may be engaged on a day, by name. */
	List<Institution> validOn(String authority, Institution.Kind kind, LocalDate day);

	/**
	 * Why an organisation may not be engaged on a day, as far as the register goes.
	 * @return the reason in Chinese, empty if it may
	 */
	Optional<String> reasonAgainst(String authority, Institution.Kind kind, CreditCode creditCode, LocalDate day);

	/**
	 * Puts a registered organisation on a register.
	 * @throws cn.huiqi.core.RefusedException if the organisation is not registered, or
	 * stands on the register for some of these days
	 */
	Institution register(Entry entry);

	/**
	 * The same of an organisation that is registered with it.
	 * @throws cn.huiqi.core.RefusedException if it stands on the register for some of
	 * these days
	 */
	Institution register(Enterprise organisation, Entry entry);

	/**
	 * Changes an entry's days and basis.
	 * @throws cn.huiqi.core.RefusedException if the authority has no such entry, it has
	 * ended, or another covers some of these days
	 */
	Institution change(String authority, long id, Validity validity);

	/**
	 * Ends an entry from now on. Whoever is engaged goes on.
	 * @throws cn.huiqi.core.RefusedException if the authority has no such entry, or it
	 * has ended
	 */
	Institution end(String authority, long id, String reason);

	/**
	 * What is to be put on a register.
	 *
	 * @param authority key of the authority
	 * @param kind kind
	 * @param creditCode the organisation
	 * @param validity when, and by which document
	 */
	record Entry(String authority, Institution.Kind kind, CreditCode creditCode, Validity validity) {
	}

	/**
	 * When an entry is valid.
	 *
	 * @param from first day
	 * @param until last day, null for no end
	 * @param basis document
	 */
	record Validity(LocalDate from, @Nullable LocalDate until, String basis) {
	}

}
