package cn.huiqi.access;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

/**
 * Puts this house's rules for accounts into the engine.
 */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

	@Bean
	ProcessEnginePlugin identityPlugin(LoginThrottle throttle) {
		return new AbstractProcessEnginePlugin() {
			@Override
			public void preInit(ProcessEngineConfigurationImpl configuration) {
				configuration.setIdentityService(new GatedIdentityService(throttle));
				configuration.setIdentityProviderSessionFactory(new IdentityProviders());
				configuration.setPasswordPolicy(new PasswordRules());
			}
		};
	}

	/** Where a request comes from must be known before anybody's password is checked. */
	@Bean
	RequestContextFilter requestContextFilter() {
		return new OrderedRequestContextFilter();
	}

	private static final class IdentityProviders implements SessionFactory {

		@Override
		public Class<?> getSessionType() {
			return UnlockedIdentityProvider.class;
		}

		@Override
		public Session openSession() {
			return new UnlockedIdentityProvider();
		}

	}

}
