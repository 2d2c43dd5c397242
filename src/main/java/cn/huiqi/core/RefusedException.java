package cn.huiqi.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A request that is refused whole, with every reason at once. Nothing of it is stored.
 */
public final class RefusedException extends RuntimeException {

	/** Why it is refused, which decides how the edge answers. */
	public enum Kind {

		/** What was sent is wrong: 400. */
		INVALID,
		/** The caller may not do this: 403. */
		FORBIDDEN,
		/** It does not exist, or not for this caller: 404. */
		NOT_FOUND,
		/** The present state does not allow it: 409. */
		CONFLICT,
		/** There is more of it than is taken: 413. */
		TOO_LARGE,
		/** It is of a type that is not taken: 415. */
		UNSUPPORTED,
		/** Something that is needed for it does not answer at present: 503. */
		UNAVAILABLE

	}

	private final Kind kind;

	private final List<Fault> faults;

	private RefusedException(Kind kind, List<Fault> faults) {
		super(faults.stream().map(Fault::toString).collect(Collectors.joining("；")));
		this.kind = kind;
		this.faults = List.copyOf(faults);
	}

	/** Input with these faults. */
	public static RefusedException invalid(List<Fault> faults) {
		return new RefusedException(Kind.INVALID, faults);
	}

	/** Input with one fault at one field. */
	public static RefusedException invalid(String field, String message) {
		return invalid(List.of(new Fault(field, message)));
	}

	/** An act that is not the caller's. */
	public static RefusedException forbidden(String message) {
		return new RefusedException(Kind.FORBIDDEN, List.of(Fault.general(message)));
	}

	/** Something the caller may not know to exist. */
	public static RefusedException notFound(String message) {
		return new RefusedException(Kind.NOT_FOUND, List.of(Fault.general(message)));
	}

	/** An act that the present state does not allow. */
	public static RefusedException conflict(String message) {
		return new RefusedException(Kind.CONFLICT, List.of(Fault.general(message)));
	}

	/** An act that the present state does not allow, by reason of one field. */
	public static RefusedException conflict(String field, String message) {
		return new RefusedException(Kind.CONFLICT, List.of(new Fault(field, message)));
	}

	/** More than is taken. */
	public static RefusedException tooLarge(String field, String message) {
		return new RefusedException(Kind.TOO_LARGE, List.of(new Fault(field, message)));
	}

	/** A type that is not taken. */
	public static RefusedException unsupported(String field, String message) {
		return new RefusedException(Kind.UNSUPPORTED, List.of(new Fault(field, message)));
	}

	/** Something that does not answer at present: the same may be tried again. */
	public static RefusedException unavailable(String field, String message) {
		return new RefusedException(Kind.UNAVAILABLE, List.of(new Fault(field, message)));
	}

	public Kind kind() {
		return this.kind;
	}

	public List<Fault> faults() {
		return this.faults;
	}

}
