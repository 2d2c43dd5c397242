package cn.huiqi.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriUtils;

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
	SecurityFilterChain engineRestSecurity(HttpSecurity http, ProcessEngine engine, RouteAuthorization routes,
			ObjectProvider<OidcTokens> tokens) throws Exception {
		Answers answers = new EngineAnswers();
		stateless(http.securityMatcher(path("/engine-rest/**")), answers, tokens);
		http.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
			.permitAll()
			.anyRequest()
			.access(routes));
		http.addFilterAfter(new EngineAuthenticationFilter(engine.getIdentityService()), AuthorizationFilter.class)
			.addFilterAfter(new HiddenTaskFilter(engine), EngineAuthenticationFilter.class)
			.addFilterAfter(new QueryGuardFilter(), HiddenTaskFilter.class)
			.addFilterAfter(new ResultLimitFilter(limit(engine)), QueryGuardFilter.class)
			.addFilterAfter(new RefusalFilter(), ResultLimitFilter.class);
		return http.build();
	}

	/** Our own interface: by name and password, or in the session of the webapps. */
	@Bean
	@Order(2)
	SecurityFilterChain apiSecurity(HttpSecurity http, ProcessEngine engine, EngineAccounts accounts, SessionSeal seal,
			SessionSettings settings, RouteAuthorization routes, ObjectProvider<OidcTokens> tokens) throws Exception {
		Answers answers = new ProblemAnswers();
		stateless(http.securityMatcher(paths("/api", "/api/**")), answers, tokens);
		http.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
			.permitAll()
			.anyRequest()
			.access(routes));
		http.addFilterBefore(sessions(seal, settings), BasicAuthenticationFilter.class)
			.addFilterAfter(new WebappSessionFilter(seal, accounts), BasicAuthenticationFilter.class)
			.addFilterAfter(new EngineAuthenticationFilter(engine.getIdentityService()), AuthorizationFilter.class)
			.addFilterAfter(new BodyLimitFilter(), EngineAuthenticationFilter.class);
		return http.build();
	}

	/** Health for whoever watches the program, the rest for administrators. */
	@Bean
	@Order(3)
	SecurityFilterChain actuatorSecurity(HttpSecurity http, RouteAuthorization routes,
			ObjectProvider<OidcTokens> tokens) throws Exception {
		stateless(http.securityMatcher(paths("/actuator", "/actuator/**")), new ProblemAnswers(), tokens);
		http.authorizeHttpRequests((requests) -> requests.anyRequest().access(routes));
		return http.build();
	}

	/** The webapps' pages: their own login, our policy. */
	@Bean
	@Order(4)
	SecurityFilterChain webappPageSecurity(HttpSecurity http, SessionSeal seal, SessionSettings settings,
			RouteAuthorization routes, ObjectProvider<OidcLogin> oidc) throws Exception {
		webapp(http.securityMatcher(paths("/camunda", "/camunda/", "/camunda/app/**", "/camunda/lib/**",
				"/camunda/assets/**", "/camunda/favicon.ico")));
		http.authorizeHttpRequests((requests) -> requests.anyRequest().access(routes));
		OidcLogin login = oidc.getIfAvailable();
		http.addFilterAfter(sessions(seal, settings), AuthorizationFilter.class)
			.addFilterAfter(new WebappPolicyFilter((login != null) ? OidcLogin.PAGE : null), SessionFilter.class);
		if (login != null) {
			http.addFilterBefore(login.startPages(seal), WebappPolicyFilter.class);
		}
		return http.build();
	}

	/** What the webapps call, in their own session. */
	@Bean
	@Order(5)
	SecurityFilterChain webappApiSecurity(HttpSecurity http, ProcessEngine engine, EngineAccounts accounts,
			SessionSeal seal, SessionSettings settings, RouteAuthorization routes, ObjectProvider<OidcLogin> oidc)
			throws Exception {
		webapp(http.securityMatcher(path("/camunda/**")));
		Answers answers = new WebappAnswers();
		http.exceptionHandling((refusals) -> refusals.authenticationEntryPoint(answers).accessDeniedHandler(answers));
		if (oidc.getIfAvailable() != null) {
			http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(path("/camunda/api/{app}/auth/user/{engine}/login/{page}"))
						.denyAll());
		}
		http.authorizeHttpRequests((requests) -> requests.anyRequest().access(routes));
		http.addFilterBefore(sessions(seal, settings), AnonymousAuthenticationFilter.class)
			.addFilterAfter(new WebappSessionFilter(seal, accounts), SessionFilter.class)
			.addFilterAfter(new HiddenTaskFilter(engine), AuthorizationFilter.class)
			.addFilterAfter(new QueryGuardFilter(), HiddenTaskFilter.class)
			.addFilterAfter(new ResultLimitFilter(limit(engine)), QueryGuardFilter.class)
			.addFilterAfter(new RefusalFilter(), ResultLimitFilter.class);
		return http.build();
	}

	/** Our administrators' pages: in the session of the webapps. */
	@Bean
	@Order(6)
	SecurityFilterChain administratorPageSecurity(HttpSecurity http, EngineAccounts accounts, SessionSeal seal,
			SessionSettings settings, RouteAuthorization routes) throws Exception {
		webapp(http.securityMatcher(path("/admin/**")));
		http.exceptionHandling((refusals) -> refusals
			.authenticationEntryPoint((request, response, refusal) -> response.sendRedirect("/camunda/app/admin/"))
			.accessDeniedHandler(new ProblemAnswers()))
			.authorizeHttpRequests((requests) -> requests.anyRequest().access(routes))
			.addFilterBefore(sessions(seal, settings), AnonymousAuthenticationFilter.class)
			.addFilterAfter(new WebappSessionFilter(seal, accounts), SessionFilter.class);
		return http.build();
	}

	/** The participants' pages: in the session of the webapps, with a login of ours. */
	@Bean
	@Order(7)
	SecurityFilterChain participantPageSecurity(HttpSecurity http, EngineAccounts accounts, SessionSeal seal,
			SessionSettings settings, RouteAuthorization routes, ObjectProvider<OidcLogin> oidc) throws Exception {
		webapp(http.securityMatcher(paths("/my", "/my/**")));
		http.exceptionHandling((refusals) -> refusals.authenticationEntryPoint((request, response, refusal) -> {
			String query = (request.getQueryString() != null) ? "?" + request.getQueryString() : "";
			response.sendRedirect(
					"/my/login?next=" + UriUtils.encode(request.getRequestURI() + query, StandardCharsets.UTF_8));
		}).accessDeniedHandler(new ProblemAnswers()))
			.authorizeHttpRequests((requests) -> requests.anyRequest().access(routes))
			.addFilterBefore(sessions(seal, settings), AnonymousAuthenticationFilter.class)
			.addFilterAfter(new WebappSessionFilter(seal, accounts), SessionFilter.class);
		OidcLogin login = oidc.getIfAvailable();
		if (login != null) {
			http.addFilterAfter(login.startPages(seal), SessionFilter.class);
		}
		return http.build();
	}

	/** Public pages; nothing else is here. */
	@Bean
	@Order(8)
	SecurityFilterChain publicSecurity(HttpSecurity http, RouteAuthorization routes) throws Exception {
		http.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.sessionManagement(SecurityConfiguration::leaveSessions)
			.exceptionHandling((refusals) -> refusals.authenticationEntryPoint(new Http403ForbiddenEntryPoint()))
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.anyRequest()
				.access(routes));
		return http.build();
	}

	private static void stateless(HttpSecurity http, Answers answers, ObjectProvider<OidcTokens> tokens)
			throws Exception {
		http.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.sessionManagement(SecurityConfiguration::leaveSessions)
			.httpBasic((basic) -> basic.authenticationEntryPoint(answers))
			.exceptionHandling((refusals) -> refusals.authenticationEntryPoint(answers).accessDeniedHandler(answers))
			.addFilterBefore(new ForeignOriginFilter(answers), BasicAuthenticationFilter.class);
		OidcTokens login = tokens.getIfAvailable();
		if (login != null) {
			login.addTo(http, answers, answers);
		}
	}

	/**
	 * Sessions are the webapps'. Calls of one page run side by side: none of them may
	 * change its session's id.
	 */
	private static void leaveSessions(SessionManagementConfigurer<HttpSecurity> sessions) {
		sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS).sessionFixation((fixation) -> fixation.none());
	}

	/**
	 * The webapps bring their own token against forged requests, and sessions.
	 */
	private static void webapp(HttpSecurity http) throws Exception {
		http.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement(SecurityConfiguration::leaveSessions)
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
			if (asksForPassword() && request.getHeader("X-Requested-With") == null
					&& request.getHeader("X-XSRF-TOKEN") == null) {
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

		/** Whether a name and a password may come with the call itself. */
		boolean asksForPassword() {
			return true;
		}

		abstract void write(HttpServletResponse response, int status, String message) throws IOException;

	}

	private static class EngineAnswers extends Answers {

		@Override
		void write(HttpServletResponse response, int status, String message) throws IOException {
			Refusals.engine(response, status, switch (status) {
				case HttpServletResponse.SC_UNAUTHORIZED -> "AuthenticationException";
				case HttpServletResponse.SC_FORBIDDEN -> "AuthorizationException";
				default -> "InvalidRequestException";
			}, message);
		}

	}

	private static final class WebappAnswers extends EngineAnswers {

		@Override
		boolean asksForPassword() {
			return false;
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
