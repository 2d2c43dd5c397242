package cn.huiqi.workflow;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;

/**
 * A process variable with its one name and type. Variables carry ids and routing facts
 * only: what people wrote lives in tables.
 *
 * @param <T> type of the value
 * @param name name in the models
 * @param type type of the value
 */
public record Variable<T>(String name, Class<T> type) {

	/**
	 * The value.
	 * @throws IllegalStateException if it is missing: a model forgot to hand it on
	 */
	public T from(VariableScope scope) {
		T value = orNull(scope);
		if (value == null) {
			throw new IllegalStateException("Process variable %s is missing".formatted(this.name));
		}
		return value;
	}

	/** The value, or null where there is none. */
	public @Nullable T orNull(VariableScope scope) {
		Object value = scope.getVariable(this.name);
		if (value == null) {
			return null;
		}
		if (!this.type.isInstance(value)) {
			throw new IllegalStateException("Process variable %s is a %s, not a %s".formatted(this.name,
					value.getClass().getSimpleName(), this.type.getSimpleName()));
		}
		return this.type.cast(value);
	}

	/** Writes the value where the variable lives, or else to the process instance. */
	public void set(VariableScope scope, @Nullable T value) {
		scope.setVariable(this.name, value);
	}

	/** Writes the value to this scope alone, whatever lies around it. */
	public void setLocal(VariableScope scope, @Nullable T value) {
		scope.setVariableLocal(this.name, value);
	}

}
