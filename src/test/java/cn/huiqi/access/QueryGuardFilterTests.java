package cn.huiqi.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class QueryGuardFilterTests {

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final MockFilterChain chain = new MockFilterChain();

	@ParameterizedTest
	@ValueSource(strings = { "{\"dueAfterExpression\": \"${now()}\"}",
			"{\"orQueries\": [{\"dueAfterExpression\": \"${''.getClass()}\"}]}",
			"{\"query\": {\"orQueries\": [{\"name\": \"a\"}, {\"assigneeEXPRESSION\": null}]}}",
			"{\"orQueries\": [{\"assigneeExpressio\\u006e\": \"x\"}]}", "[[{\"a\": {\"Expression\": 1}}]]",
			"{\"orQueries\": [{\"ownerExpression\": \"x\"}]} and something that is no JSON" })
	void refusesExpressionAtAnyDepth(String body) throws Exception {
		// when a query with an expression is sent
		filter(post("application/json", body));
		// then it never gets to the engine
		assertRefused(400);
		assertThat(new ObjectMapper().readTree(this.response.getContentAsByteArray()).path("message").asText())
			.startsWith("不允许在查询中使用表达式：");
	}

	@Test
	void refusesExpressionWhateverTheContentTypeSays() throws Exception {
		// given bodies that the engine would read as JSON all the same
		for (String type : new String[] { "text/plain", "multipart/json", "application/hal+json" }) {
			MockFilterChain untouched = new MockFilterChain();
			MockHttpServletResponse answer = new MockHttpServletResponse();
			// when
			new QueryGuardFilter().doFilter(post(type, "{\"orQueries\":[{\"ownerExpression\":\"x\"}]}"), answer,
					untouched);
			// then
			assertThat(answer.getStatus()).as(type).isEqualTo(400);
			assertThat(untouched.getRequest()).as(type).isNull();
		}
	}

	@Test
	void refusesExpressionInOtherEncodings() throws Exception {
		// given JSON in UTF-16, which the engine's parser detects by itself
		MockHttpServletRequest request = post("application/json", "");
		request.setContent("{\"ownerExpression\":\"x\"}".getBytes(StandardCharsets.UTF_16BE));
		// when
		filter(request);
		// then
		assertRefused(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "assigneeExpression=x", "name=a&dueBeforeExpression=$%7Bnow()%7D",
			"assignee%45xpression=x", "ASSIGNEEEXPRESSION" })
	void refusesExpressionInQueryParameter(String query) throws Exception {
		// given
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/engine-rest/task");
		request.setQueryString(query);
		// when
		filter(request);
		// then
		assertRefused(400);
	}

	@Test
	void passesPlainQueryOn() throws Exception {
		// given a query parameter that merely mentions the word
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/engine-rest/task");
		request.setQueryString("nameLike=Expression&expressionist=1");
		// when
		filter(request);
		// then
		assertThat(this.chain.getRequest()).isNotNull();
	}

	@Test
	void leavesBodyReadableOnceMore() throws Exception {
		// given
		String body = "{\"variables\": {\"comment\": {\"value\": \"同意，${不是表达式}\"}}}";
		// when
		filter(post("application/json", body));
		// then the engine reads what was sent, byte for byte
		assertThat(bodyPassedOn()).isEqualTo(body);
	}

	@Test
	void passesInvalidJsonOnUnchanged() throws Exception {
		// when
		filter(post("application/json", "{\"variables\": "));
		// then it is the engine that says what is wrong
		assertThat(bodyPassedOn()).isEqualTo("{\"variables\": ");
	}

	@Test
	void passesEmptyBodyOn() throws Exception {
		// when a task is completed without anything
		filter(post("application/json", ""));
		// then
		assertThat(bodyPassedOn()).isEmpty();
	}

	@Test
	void refusesBodyAboveLimitWhenLengthIsGiven() throws Exception {
		// when
		filter(post("application/json", "\"" + "a".repeat(QueryGuardFilter.MAX_BODY) + "\""));
		// then
		assertRefused(413);
	}

	@Test
	void refusesBodyAboveLimitWhenLengthIsHidden() throws Exception {
		// when the body comes in chunks
		filter(chunked("application/json", QueryGuardFilter.MAX_BODY + 1));
		// then
		assertRefused(413);
	}

	@Test
	void takesDeploymentAboveLimitOfQueries() throws Exception {
		// given a deployment of three megabytes
		MockHttpServletRequest request = post("multipart/form-data; boundary=x", "");
		request.setContent(new byte[3 * 1024 * 1024]);
		// when
		filter(request);
		// then it is passed on unread
		assertThat(this.chain.getRequest()).isSameAs(request);
	}

	@Test
	void refusesDeploymentAboveItsOwnLimit() throws Exception {
		// when
		filter(chunked("multipart/form-data; boundary=x", QueryGuardFilter.MAX_MULTIPART + 1));
		// then
		assertRefused(413);
	}

	private void filter(MockHttpServletRequest request) throws ServletException, IOException {
		new QueryGuardFilter().doFilter(request, this.response, this.chain);
	}

	private void assertRefused(int status) {
		assertThat(this.response.getStatus()).isEqualTo(status);
		assertThat(this.response.getContentType()).startsWith("application/json");
		assertThat(this.chain.getRequest()).isNull();
	}

	private String bodyPassedOn() throws IOException {
		assertThat(this.chain.getRequest()).isNotNull();
		return new String(this.chain.getRequest().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private static MockHttpServletRequest post(String type, String body) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/engine-rest/task");
		request.setContentType(type);
		request.setContent(body.getBytes(StandardCharsets.UTF_8));
		return request;
	}

	private static MockHttpServletRequest chunked(String type, int length) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/engine-rest/task") {
			@Override
			public long getContentLengthLong() {
				return -1;
			}

			@Override
			public ServletInputStream getInputStream() {
				InputStream bytes = new ByteArrayInputStream(new byte[length]);
				return new DelegatingServletInputStream(bytes);
			}
		};
		request.setContentType(type);
		return request;
	}

}
