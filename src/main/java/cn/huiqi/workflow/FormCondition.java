package cn.huiqi.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.ClosedConstRangeBoundary;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstDate;
import org.camunda.feel.syntaxtree.ConstList;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstRange;
import org.camunda.feel.syntaxtree.ConstRangeBoundary;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.ArithmeticNegation;
import org.camunda.feel.syntaxtree.Disjunction;
import org.camunda.feel.syntaxtree.Equal;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.GreaterOrEqual;
import org.camunda.feel.syntaxtree.GreaterThan;
import org.camunda.feel.syntaxtree.In;
import org.camunda.feel.syntaxtree.InputGreaterOrEqual;
import org.camunda.feel.syntaxtree.InputGreaterThan;
import org.camunda.feel.syntaxtree.InputInRange;
import org.camunda.feel.syntaxtree.InputLessOrEqual;
import org.camunda.feel.syntaxtree.InputLessThan;
import org.camunda.feel.syntaxtree.LessOrEqual;
import org.camunda.feel.syntaxtree.LessThan;
import org.camunda.feel.syntaxtree.Not;
import org.camunda.feel.syntaxtree.OpenConstRangeBoundary;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.UnaryTestExpression;
import org.jspecify.annotations.Nullable;

/**
 * When a field is hidden: the FEEL expression of its condition, read once. Browser and
 * server have different FEEL engines, which agree on sound comparisons only; anything
 * else (an amount compared with a text, a function that only one of them has) is refused
 * when the form is read.
 */
final class FormCondition {

	/** Names the browser gives to the row, what is around it, and the row's number. */
	static final Set<String> RESERVED = Set.of("this", "parent", "i");

	private static final String ROW = "this.";

	private static final String AROUND = "parent.";

	private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

	private static final Exp NULL = FEEL.parseExpression("null").parsedExpression().expression();

	private final ParsedExpression expression;

	private final Set<String> own = new LinkedHashSet<>();

	private final Set<String> outer = new LinkedHashSet<>();

	private FormCondition(ParsedExpression expression) {
		this.expression = expression;
	}

	/**
	 * Reads a condition that hides nothing which is asked for: it need only be FEEL.
	 * @throws IllegalArgumentException if it is not
	 */
	static ParsedExpression parse(String where, String hide) {
		if (!hide.startsWith("=")) {
			throw new IllegalArgumentException(where + ": conditional: is to begin with =");
		}
		ParseResult parsed = FEEL.parseExpression(hide.substring(1));
		if (parsed.isFailure()) {
			throw new IllegalArgumentException(where + ": conditional: not FEEL: " + hide);
		}
		return parsed.parsedExpression();
	}

	/**
	 * Reads the condition of a field.
	 * @param where the element it belongs to
	 * @param hide the expression, with the leading =
	 * @param form the form the field stands in, or the columns of its list
	 * @param around the form around the list, null outside lists
	 * @throws IllegalArgumentException if it is not FEEL, names no key, or compares what
	 * cannot be compared
	 */
	static FormCondition of(String where, String hide, FormSchema form, @Nullable FormSchema around) {
		FormCondition condition = new FormCondition(parse(where, hide));
		try {
			Kind kind = condition.kind(condition.expression.expression(), form, around);
			if (kind != Kind.TRUTH) {
				throw new IllegalArgumentException("neither true nor false: " + hide);
			}
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(where + ": conditional: " + ex.getMessage(), ex);
		}
		return condition;
	}

	/** Keys it reads of the form, or of the row where it stands in a list. */
	Set<String> own() {
		return this.own;
	}

	/** Keys it reads of the form around its list. */
	Set<String> outer() {
		return this.outer;
	}

	/**
	 * Whether it hides its field.
	 * @param values values of the form, or of the row where it stands in a list
	 * @param around values of the form around, null outside lists
	 * @return false also where the expression yields no truth value
	 */
	boolean hides(Map<String, @Nullable Object> values, @Nullable Map<String, @Nullable Object> around) {
		Map<String, Object> context = new HashMap<>();
		// no more than it reads: the engine converts all it is given
		if (around == null) {
			context.putAll(only(this.own, values));
		}
		else {
			context.putAll(only(this.outer, around));
		}
		if (this.expression.text().contains(ROW)) {
			context.put("this", only(this.own, values));
		}
		if (around != null && this.expression.text().contains(AROUND)) {
			context.put("parent", only(this.outer, around));
		}
		EvaluationResult result = FEEL.evaluate(this.expression, context);
		return result.isSuccess() && Boolean.TRUE.equals(result.result());
	}

	private static Map<String, Object> only(Set<String> keys, Map<String, @Nullable Object> values) {
		Map<String, Object> read = new HashMap<>();
		keys.forEach((key) -> read.put(key, values.get(key)));
		return read;
	}

	/** What an expression is about; learns on the way which keys are read. */
	private Kind kind(Exp expression, FormSchema form, @Nullable FormSchema around) {
		if (expression instanceof Ref reference) {
			return referenceKind(reference, form, around);
		}
		if (expression instanceof ConstString) {
			return Kind.TEXT;
		}
		if (expression instanceof ConstNumber) {
			return Kind.NUMBER;
		}
		if (expression instanceof ConstBool) {
			return Kind.TRUTH;
		}
		if (expression instanceof ConstDate) {
			return Kind.DAY;
		}
		if (expression.equals(NULL)) {
			return Kind.NOTHING;
		}
		if (expression instanceof ArithmeticNegation negation) {
			return require(Kind.NUMBER, kind(negation.x(), form, around));
		}
		if (expression instanceof Equal equal) {
			Kind left = kind(equal.x(), form, around);
			Kind right = kind(equal.y(), form, around);
			if (left != Kind.NOTHING && right != Kind.NOTHING) {
				requireAlike(left, right);
				if (left == Kind.LIST) {
					throw new IllegalArgumentException("lists cannot be compared: use list contains or count");
				}
			}
			return Kind.TRUTH;
		}
		if (expression instanceof LessThan order) {
			return order(order.x(), order.y(), form, around);
		}
		if (expression instanceof LessOrEqual order) {
			return order(order.x(), order.y(), form, around);
		}
		if (expression instanceof GreaterThan order) {
			return order(order.x(), order.y(), form, around);
		}
		if (expression instanceof GreaterOrEqual order) {
			return order(order.x(), order.y(), form, around);
		}
		if (expression instanceof Conjunction both) {
			require(Kind.TRUTH, kind(both.x(), form, around));
			return require(Kind.TRUTH, kind(both.y(), form, around));
		}
		if (expression instanceof Disjunction either) {
			require(Kind.TRUTH, kind(either.x(), form, around));
			return require(Kind.TRUTH, kind(either.y(), form, around));
		}
		if (expression instanceof Not not) {
			return require(Kind.TRUTH, kind(not.x(), form, around));
		}
		if (expression instanceof In in) {
			checkTest(in.test(), kind(in.x(), form, around), form, around);
			return Kind.TRUTH;
		}
		if (expression instanceof FunctionInvocation call) {
			return callKind(call, form, around);
		}
		throw unsupported(expression);
	}

	private Kind referenceKind(Ref reference, FormSchema form, @Nullable FormSchema around) {
		String name = reference.names().mkString(".");
		boolean row = name.startsWith(ROW);
		if (name.startsWith(AROUND) && around == null) {
			throw new IllegalArgumentException("names no field " + name);
		}
		String key = row ? name.substring(ROW.length()) : name.replaceFirst("^parent\\.", "");
		FormSchema named = (row || around == null) ? form : around;
		FormField field = named.field(key)
			.orElseThrow(() -> new IllegalArgumentException(
					"names no field " + key + ((!row && around != null && form.field(key).isPresent())
							? ": in a list write this." + key : "")));
		((named == form) ? this.own : this.outer).add(key);
		if (field.isNumber()) {
			return field.asText() ? Kind.NUMBER_AS_TEXT : Kind.NUMBER;
		}
		if (field.isChecklist() || field.isList()) {
			return Kind.LIST;
		}
		return field.isTick() ? Kind.TRUTH : Kind.TEXT;
	}

	private Kind order(Exp left, Exp right, FormSchema form, @Nullable FormSchema around) {
		Kind kind = kind(left, form, around);
		requireAlike(kind, kind(right, form, around));
		requireOrdered(kind);
		return Kind.TRUTH;
	}

	private void checkTest(Exp test, Kind tested, FormSchema form, @Nullable FormSchema around) {
		if (test instanceof AtLeastOne several) {
			exps(several.xs()).forEach((one) -> checkTest(one, tested, form, around));
		}
		else if (test instanceof UnaryTestExpression one) {
			if (one.exp() instanceof ConstList list) {
				exps(list.items()).forEach((item) -> requireAlike(tested, kind(item, form, around)));
			}
			else {
				requireAlike(tested, kind(one.exp(), form, around));
			}
			if (tested == Kind.LIST) {
				throw unsupported(test);
			}
		}
		else if (test instanceof InputInRange in) {
			ConstRange bounds = in.range();
			requireOrdered(tested);
			requireAlike(tested, kind(bound(bounds.start()), form, around));
			requireAlike(tested, kind(bound(bounds.end()), form, around));
		}
		else if (test instanceof InputLessThan limit) {
			checkLimit(limit.x(), tested, form, around);
		}
		else if (test instanceof InputLessOrEqual limit) {
			checkLimit(limit.x(), tested, form, around);
		}
		else if (test instanceof InputGreaterThan limit) {
			checkLimit(limit.x(), tested, form, around);
		}
		else if (test instanceof InputGreaterOrEqual limit) {
			checkLimit(limit.x(), tested, form, around);
		}
		else {
			throw unsupported(test);
		}
	}

	private void checkLimit(Exp limit, Kind tested, FormSchema form, @Nullable FormSchema around) {
		requireOrdered(tested);
		requireAlike(tested, kind(limit, form, around));
	}

	private static Exp bound(ConstRangeBoundary boundary) {
		if (boundary instanceof ClosedConstRangeBoundary closed) {
			return closed.value();
		}
		return ((OpenConstRangeBoundary) boundary).value();
	}

	private Kind callKind(FunctionInvocation call, FormSchema form, @Nullable FormSchema around) {
		if (!(call.params() instanceof PositionalFunctionParameters parameters)) {
			throw unsupported(call);
		}
		List<Kind> kinds = exps(parameters.params()).stream().map((one) -> kind(one, form, around)).toList();
		String called = call.function();
		if (called.equals("not") && kinds.size() == 1) {
			return require(Kind.TRUTH, kinds.get(0));
		}
		if (called.equals("number") && kinds.equals(List.of(Kind.NUMBER_AS_TEXT))) {
			return Kind.NUMBER;
		}
		if (called.equals("date") && kinds.equals(List.of(Kind.TEXT))) {
			return Kind.DAY;
		}
		if (called.equals("count") && kinds.equals(List.of(Kind.LIST))) {
			return Kind.NUMBER;
		}
		if (called.equals("list contains") && kinds.equals(List.of(Kind.LIST, Kind.TEXT))) {
			return Kind.TRUTH;
		}
		throw new IllegalArgumentException("a condition cannot use %s of %s".formatted(called, kinds));
	}

	private static List<Exp> exps(camundajar.impl.scala.collection.immutable.List<Exp> expressions) {
		List<Exp> list = new ArrayList<>();
		for (int i = 0; i < expressions.size(); i++) {
			list.add(expressions.apply(i));
		}
		return list;
	}

	private static Kind require(Kind expected, Kind actual) {
		if (actual != expected) {
			throw new IllegalArgumentException("%s where %s is needed".formatted(actual, expected));
		}
		return actual;
	}

	private static void requireAlike(Kind left, Kind right) {
		if (left == Kind.NUMBER_AS_TEXT || right == Kind.NUMBER_AS_TEXT) {
			throw new IllegalArgumentException(
					"a number that is sent as text (serializeToString) is compared as number(key)");
		}
		if (left != right) {
			throw new IllegalArgumentException("%s is compared with %s".formatted(left, right));
		}
	}

	private static void requireOrdered(Kind kind) {
		if (kind != Kind.NUMBER && kind != Kind.DAY) {
			throw new IllegalArgumentException(
					"only numbers and dates have an order, not %s: write date(key) for a date".formatted(kind));
		}
	}

	private static IllegalArgumentException unsupported(Exp expression) {
		return new IllegalArgumentException(
				"a condition cannot use " + expression.getClass().getSimpleName() + ": " + expression);
	}

	/** What an expression is about. */
	private enum Kind {

		TRUTH("a truth value"), NUMBER("a number"), NUMBER_AS_TEXT("a number sent as text"), TEXT("a text"),
		LIST("a list"), DAY("a date"), NOTHING("null");

		private final String words;

		Kind(String words) {
			this.words = words;
		}

		@Override
		public String toString() {
			return this.words;
		}

	}

}
