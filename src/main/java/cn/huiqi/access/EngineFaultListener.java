package cn.huiqi.access;

import jakarta.servlet.ServletRegistration;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappInitializer;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.servlet.ServletProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.jersey.ResourceConfigCustomizer;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps with the request what the engine threw, which its answer no longer tells: the
 * filter at the edge decides by it. The same for the engine's REST interface and for
 * those of the webapps.
 */
public class EngineFaultListener implements ApplicationEventListener {

	/** The request attribute with the fault. */
	static final String FAULT = EngineFaultListener.class.getName() + ".fault";

	@Override
	public void onEvent(ApplicationEvent event) {
		// only requests matter
	}

	@Override
	public @Nullable RequestEventListener onRequest(RequestEvent request) {
		return (event) -> {
			if (event.getType() == RequestEvent.Type.ON_EXCEPTION) {
				event.getContainerRequest().setProperty(FAULT, event.getException());
			}
		};
	}

	/** Puts the listener where requests are answered. */
	@Configuration(proxyBeanMethods = false)
	static class Registration {

		@Bean
		ResourceConfigCustomizer engineRestFaults() {
			return (engineRest) -> engineRest.register(EngineFaultListener.class)
				.property(ServerProperties.WADL_FEATURE_DISABLE, true);
		}

		/** The webapps' interfaces are servlets of their own, none of them a bean. */
		@Bean
		static BeanPostProcessor webappFaults() {
			return new BeanPostProcessor() {
				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof CamundaBpmWebappInitializer webapps) ? listening(webapps) : bean;
				}
			};
		}

		private static ServletContextInitializer listening(ServletContextInitializer webapps) {
			return (context) -> {
				webapps.onStartup(context);
				for (ServletRegistration servlet : context.getServletRegistrations().values()) {
					if (servlet.getInitParameter(ServletProperties.JAXRS_APPLICATION_CLASS) != null) {
						servlet.setInitParameter(ServerProperties.PROVIDER_CLASSNAMES,
								EngineFaultListener.class.getName());
						// it would describe every class of the interface to whoever asks
						servlet.setInitParameter(ServerProperties.WADL_FEATURE_DISABLE, "true");
					}
				}
			};
		}

	}

}
