package cn.huiqi.enterprise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import cn.huiqi.access.Accounts;
import cn.huiqi.core.CreditCode;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Registers the invented enterprises of the demo mode, with an account each and on every
 * roster of their authority.
 */
@Component
@ConditionalOnProperty("huiqi.demo")
class DemoEnterprises implements SmartLifecycle {

	private final Enterprises enterprises;

	private final Programmes programmes;

	private final Accounts accounts;

	private volatile boolean running;

	DemoEnterprises(Enterprises enterprises, Programmes programmes, Accounts accounts) {
		this.enterprises = enterprises;
		this.programmes = programmes;
		this.accounts = accounts;
	}

	@Override
	public void start() {
		read().stream().filter((demo) -> this.programmes.authorities().contains(demo.authority())).forEach((demo) -> {
			Enterprise enterprise = new Enterprise(new CreditCode(demo.creditCode()), demo.name(),
					demo.legalRepresentative(), demo.address(), demo.district());
			if (this.enterprises.find(enterprise.creditCode()).isEmpty()) {
				this.enterprises.register(enterprise);
				this.programmes.all()
					.stream()
					.filter((programme) -> programme.authority().equals(demo.authority()))
					.map(Programme::programme)
					.forEach((programme) -> this.enterprises.putOnRoster(enterprise.creditCode(), programme));
			}
			String group = demo.authority() + "-enterprise";
			this.accounts.ensure(group + "-" + demo.number(), demo.name(), Set.of(group, enterprise.group()));
		});
		this.running = true;
	}

	private static List<Demo> read() {
		ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
		List<Demo> all = new ArrayList<>();
		try {
			for (Resource file : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:demo/enterprises/*.yml")) {
				all.addAll(yaml.readValue(file.getContentAsByteArray(), new TypeReference<List<Demo>>() {
				}));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return all;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the other accounts. */
	@Override
	public int getPhase() {
		return 20;
	}

	record Demo(String authority, int number, String creditCode, String name, String legalRepresentative,
			String address, @Nullable String district) {
	}

}
