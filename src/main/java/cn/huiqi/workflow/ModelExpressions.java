package cn.huiqi.workflow;

import java.beans.FeatureDescriptor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.jspecify.annotations.NullUnmarked;

import org.springframework.context.ApplicationContext;

/**
 * What an expression may reach: process variables, delegates and listeners by name, and
 * the business key of the execution. No methods, no classes, no other beans: an
 * expression that gets in from outside can then do nothing.
 */
@NullUnmarked
class ModelExpressions extends SpringExpressionManager {

	ModelExpressions(ApplicationContext applicationContext) {
		super(applicationContext);
	}

	@Override
	protected ELResolver createElResolver() {
		CompositeELResolver resolver = new CompositeELResolver();
		resolver.add(new VariableScopeElResolver());
		resolver.add(new VariableContextElResolver());
		resolver.add(new DelegateResolver());
		resolver.add(new ListELResolver());
		resolver.add(new MapELResolver());
		resolver.add(new NothingElseResolver());
		return resolver;
	}

	private abstract static class ReadOnlyResolver extends ELResolver {

		@Override
		public Class<?> getType(ELContext context, Object base, Object property) {
			return Object.class;
		}

		@Override
		public void setValue(ELContext context, Object base, Object property, Object value) {
			throw new ELException("Expressions write nothing");
		}

		@Override
		public boolean isReadOnly(ELContext context, Object base, Object property) {
			return true;
		}

		@Override
		public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
			return List.<FeatureDescriptor>of().iterator();
		}

		@Override
		public Class<?> getCommonPropertyType(ELContext context, Object base) {
			return Object.class;
		}

	}

	private final class DelegateResolver extends ReadOnlyResolver {

		@Override
		public Object getValue(ELContext context, Object base, Object property) {
			if (base == null && property instanceof String name
					&& ModelExpressions.this.applicationContext.containsBean(name)) {
				Class<?> type = ModelExpressions.this.applicationContext.getType(name);
				if (type != null
						&& (JavaDelegate.class.isAssignableFrom(type) || ExecutionListener.class.isAssignableFrom(type)
								|| TaskListener.class.isAssignableFrom(type))) {
					context.setPropertyResolved(true);
					return ModelExpressions.this.applicationContext.getBean(name);
				}
			}
			return null;
		}

	}

	private static final class NothingElseResolver extends ReadOnlyResolver {

		private static final Map<String, java.util.function.Function<DelegateExecution, Object>> OPEN = Map
			.of("processBusinessKey", DelegateExecution::getProcessBusinessKey);

		@Override
		public Object getValue(ELContext context, Object base, Object property) {
			if (base instanceof DelegateExecution execution && OPEN.containsKey(String.valueOf(property))) {
				context.setPropertyResolved(true);
				return OPEN.get(String.valueOf(property)).apply(execution);
			}
			if (base != null) {
				throw new ELException("Expressions may not read " + property);
			}
			return null;
		}

		@Override
		public Object invoke(ELContext context, Object base, Object method, Class<?>[] paramTypes, Object[] params) {
			throw new ELException("Expressions may not call methods");
		}

	}

}
