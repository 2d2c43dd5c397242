package cn.huiqi.access;

import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ResultLimitFilterTests {

	@ParameterizedTest
	@MethodSource("queries")
	void addsLimitWhereQueryNamesNone(@Nullable String sent, String passedOn) throws Exception {
		assertThat(queryPassedOn(2000, "/engine-rest/task", sent)).isEqualTo(passedOn);
	}

	static Stream<Arguments> queries() {
		return Stream.of(Arguments.of(null, "maxResults=2000"), Arguments.of("", "maxResults=2000"),
				Arguments.of("name=a%26b", "name=a%26b&maxResults=2000"),
				Arguments.of("xmaxResults=1", "xmaxResults=1&maxResults=2000"),
				Arguments.of("maxResults=5", "maxResults=5"),
				Arguments.of("firstResult=3&maxResults=5", "firstResult=3&maxResults=5"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "maxResults=-1", "maxResults=", "maxResults", "maxResults=x", "maxResults=2001",
			"maxResults=99999999999", "max%52esults=-1", "maxResults=1&maxResults=5", "maxResults=%2D1",
			"firstResult=-1", "firstResult=99999999999" })
	void refusesLimitThatIsNone(String sent) throws Exception {
		// given
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/engine-rest/task");
		request.setQueryString(sent);
		MockFilterChain chain = new MockFilterChain();
		MockHttpServletResponse response = new MockHttpServletResponse();
		// when
		new ResultLimitFilter(2000).doFilter(request, response, chain);
		// then the engine, which takes -1 for all there are, never sees it
		assertThat(response.getStatus()).isEqualTo(400);
		assertThat(chain.getRequest()).isNull();
	}

	@Test
	void leavesQueriesAloneWhereEngineHasNoLimit() throws Exception {
		assertThat(queryPassedOn(Integer.MAX_VALUE, "/engine-rest/task", "name=a")).isEqualTo("name=a");
	}

	@Test
	void leavesMetricsTheirOwnLimit() throws Exception {
		assertThat(queryPassedOn(2000, "/engine-rest/metrics", "name=a")).isEqualTo("name=a");
	}

	private static @Nullable String queryPassedOn(int limit, String path, @Nullable String query) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setQueryString(query);
		MockFilterChain chain = new MockFilterChain();
		new ResultLimitFilter(limit).doFilter(request, new MockHttpServletResponse(), chain);
		assertThat(chain.getRequest()).isNotNull();
		return ((HttpServletRequest) chain.getRequest()).getQueryString();
	}

}
