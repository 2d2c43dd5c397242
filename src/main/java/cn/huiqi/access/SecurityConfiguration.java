package cn.huiqi.access;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RegexRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may reach what over HTTP. What the engine itself decides (which task, which case)
 * stays with the engine's authorisations; here is only who gets to it at all. Whatever is
 * not named is denied.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

	private static final String LOGIN_NEEDED = "需要登录：请使用账号和密码（HTTP Basic）";

	private static final String NOT_ALLOWED = "当前账号无权执行此操作";

	/** The engine's REST interface: for programs, by name and password at every call. */
	@Bean
	@Order(1)
	SecurityFilterChain engineRestSecurity(HttpSecurity http, ProcessEngine engine, ObjectProvider<OidcTokens> tokens)
			throws Exception {
		Answers answers = new EngineAnswers();
		stateless(http.securityMatcher(path("/engine-rest/**")), answers, tokens);
		http.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
			.permitAll()
			.anyRequest()
			.authenticated());
		http.addFilterAfter(new EngineAuthenticationFilter(engine.getIdentityService()), AuthorizationFilter.class)
			.addFilterAfter(new QueryGuardFilter(), EngineAuthenticationFilter.class)
			.addFilterAfter(new ResultLimitFilter(limit(engine)), QueryGuardFilter.class)
			.addFilterAfter(new RefusalFilter(), ResultLimitFilter.class);
		return http.build();
	}

	/** Our own interface: by name and password, or in the session of the webapps. */
	@Bean
	@Order(2)
	SecurityFilterChain apiSecurity(HttpSecurity http, ProcessEngine engine, EngineAccounts accounts, SessionSeal seal,
			SessionSettings settings, ObjectProvider<OidcTokens> tokens) throws Exception {
		Answers answers = new ProblemAnswers();
		stateless(http.securityMatcher(paths("/api", "/api/**")), answers, tokens);
		http.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
			.permitAll()
			.anyRequest()
			.authenticated());
		http.addFilterBefore(sessions(seal, settings), BasicAuthenticationFilter.class)
			.addFilterAfter(new WebappSessionFilter(seal, accounts), BasicAuthenticationFilter.class)
			.addFilterAfter(new EngineAuthenticationFilter(engine.getIdentityService()), AuthorizationFilter.class);
		return http.build();
	}

	/** Health for whoever watches the program, the rest for administrators. */
	@Bean
	@Order(3)
	SecurityFilterChain actuatorSecurity(HttpSecurity http, ObjectProvider<OidcTokens> tokens) throws Exception {
		stateless(http.securityMatcher(paths("/actuator", "/actuator/**")), new ProblemAnswers(), tokens);
		http.authorizeHttpRequests(
				(requests) -> requests.requestMatchers(path("/actuator/health"), path("/actuator/health/**"))
					.permitAll()
					.anyRequest()
					.hasAuthority(Groups.CAMUNDA_ADMIN));
		return http.build();
	}

	/** The webapps' pages: their own login, our policy. */
	@Bean
	@Order(4)
	SecurityFilterChain webappPageSecurity(HttpSecurity http, SessionSeal seal, SessionSettings settings,
			ObjectProvider<OidcLogin> oidc) throws Exception {
		webapp(http.securityMatcher(paths("/camunda", "/camunda/", "/camunda/app/**", "/camunda/lib/**",
				"/camunda/assets/**", "/camunda/favicon.ico")));
		http.authorizeHttpRequests((requests) -> requests
			.requestMatchers(new RegexRequestMatcher("/camunda/app/(?!(admin|cockpit|tasklist|welcome)(/|$)).+", null))
			.denyAll()
			.anyRequest()
			.permitAll());
		OidcLogin login = oidc.getIfAvailable();
		http.addFilterAfter(sessions(seal, settings), AuthorizationFilter.class)
			.addFilterAfter(new WebappPolicyFilter((login != null) ? OidcLogin.PAGE : null), SessionFilter.class);
		if (login != null) {
			http.addFilterBefore(login.startPages(seal), WebappPolicyFilter.class);
		}
		return http.build();
	}

	/**
	 * What the webapps call: their own login, no first-administrator page
	 * (CVE-2026-77226).
	 */
	@Bean
	@Order(5)
	SecurityFilterChain webappApiSecurity(HttpSecurity http, ProcessEngine engine, SessionSeal seal,
			SessionSettings settings, ObjectProvider<OidcLogin> oidc) throws Exception {
		webapp(http.securityMatcher(path("/camunda/**")));
		if (oidc.getIfAvailable() != null) {
			http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(path("/camunda/api/{app}/auth/user/{engine}/login/{page}"))
						.denyAll());
		}
		http.authorizeHttpRequests((requests) -> requests
			.requestMatchers(path("/camunda/api/admin/setup"), path("/camunda/api/admin/setup/**"))
			.denyAll()
			.requestMatchers(path("/camunda/api/**"))
			.permitAll()
			.anyRequest()
			.denyAll());
		http.addFilterAfter(sessions(seal, settings), AuthorizationFilter.class)
			.addFilterAfter(new QueryGuardFilter(), SessionFilter.class)
			.addFilterAfter(new ResultLimitFilter(limit(engine)), QueryGuardFilter.class)
			.addFilterAfter(new RefusalFilter(), ResultLimitFilter.class);
		return http.build();
	}

	/** Public pages; nothing else is here. */
	@Bean
	@Order(6)
	SecurityFilterChain publicSecurity(HttpSecurity http) throws Exception {
		http.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.exceptionHandling((refusals) -> refusals.authenticationEntryPoint(new Http403ForbiddenEntryPoint()))
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.requestMatchers(path("/"), path("/index.html"), path("/notices"), path("/notices/**"),
						path("/favicon.ico"), path("/{file:[a-z0-9-]+\\.(?:css|svg|png|ico)}"), path("/assets/**"))
				.permitAll()
				.anyRequest()
				.denyAll());
		return http.build();
	}

	private static void stateless(HttpSecurity http, Answers answers, ObjectProvider<OidcTokens> tokens)
			throws Exception {
		http.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			// calls of one page run side by side: none of them may change its session's
			// id
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
				.sessionFixation(SessionManagementConfigurer.SessionFixationConfigurer::none))
			.httpBasic((basic) -> basic.authenticationEntryPoint(answers))
			.exceptionHandling((refusals) -> refusals.authenticationEntryPoint(answers).accessDeniedHandler(answers))
			.addFilterBefore(new ForeignOriginFilter(answers), BasicAuthenticationFilter.class);
		OidcTokens login = tokens.getIfAvailable();
		if (login != null) {
			login.addTo(http, answers, answers);
		}
	}

	/**
	 * The webapps bring their own token against forged requests, and sessions.
	 */
	private static void webapp(HttpSecurity http) throws Exception {
		http.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.headers(AbstractHttpConfigurer::disable)
			.exceptionHandling((refusals) -> refusals.authenticationEntryPoint(new Http403ForbiddenEntryPoint()));
	}

	private static SessionFilter sessions(SessionSeal seal, SessionSettings settings) {
		return new SessionFilter(seal, settings.absolute(), Clock.systemUTC());
	}

	private static int limit(ProcessEngine engine) {
		return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getQueryMaxResultsLimit();
	}

	private static RequestMatcher path(String pattern) {
		return PathPatternRequestMatcher.withDefaults().matcher(pattern);
	}

	private static RequestMatcher paths(String... patterns) {
		return new OrRequestMatcher(Arrays.stream(patterns).map(SecurityConfiguration::path).toList());
	}

	/** What is answered to somebody who is not logged in, or may not. */
	private abstract static class Answers implements AuthenticationEntryPoint, AccessDeniedHandler {

		@Override
		public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
				throws IOException {
			if (refusal instanceof EngineLogin.TooManyTriesException) {
				write(response, HttpStatus.TOO_MANY_REQUESTS.value(), refusal.getMessage());
				return;
			}
			// a page's own call must not make the browser ask for a password
			if (request.getHeader("X-Requested-With") == null && request.getHeader("X-XSRF-TOKEN") == null) {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Huiqi\", charset=\"UTF-8\"");
			}
			boolean wrong = refusal instanceof BadCredentialsException;
			String message = (wrong && refusal.getMessage() != null) ? refusal.getMessage() : LOGIN_NEEDED;
			write(response, HttpServletResponse.SC_UNAUTHORIZED, message);
		}

		@Override
		public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
				throws IOException {
			String message = (refusal instanceof AuthorizationDeniedException) ? NOT_ALLOWED : refusal.getMessage();
			write(response, HttpServletResponse.SC_FORBIDDEN, message);
		}

		abstract void write(HttpServletResponse response, int status, String message) throws IOException;

	}

	private static final class EngineAnswers extends Answers {

		@Override
		void write(HttpServletResponse response, int status, String message) throws IOException {
			Refusals.engine(response, status, switch (status) {
				case HttpServletResponse.SC_UNAUTHORIZED -> "AuthenticationException";
				case HttpServletResponse.SC_FORBIDDEN -> "AuthorizationException";
				default -> "InvalidRequestException";
			}, message);
		}

	}

	private static final class ProblemAnswers extends Answers {

		@Override
		void write(HttpServletResponse response, int status, String message) throws IOException {
			Refusals.problem(response, status, switch (status) {
				case HttpServletResponse.SC_UNAUTHORIZED -> "未登录";
				case HttpServletResponse.SC_FORBIDDEN -> "禁止访问";
				default -> "尝试过于频繁";
			}, message);
		}

	}

}
