package cn.huiqi.access;

import java.net.InetAddress;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Keeps the demo mode, whose passwords everybody knows, on this machine, whatever the
 * address setting says.
 */
@Component
@ConditionalOnProperty("huiqi.demo")
class DemoAddress implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

	@Override
	public void customize(ConfigurableWebServerFactory server) {
		server.setAddress(InetAddress.getLoopbackAddress());
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
