package cn.huiqi.assessment;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import cn.huiqi.access.Accounts;
import cn.huiqi.programme.Programmes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Puts the demo accounts of experts on the register of their authority, with invented
 * names. Who is on it already stays as he is.
 */
@Component
@ConditionalOnProperty("huiqi.demo")
class DemoExperts implements SmartLifecycle {

	private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

	private final Experts experts;

	private final Programmes programmes;

	private final Accounts accounts;

	private volatile boolean running;

	DemoExperts(Experts experts, Programmes programmes, Accounts accounts) {
		this.experts = experts;
		this.programmes = programmes;
		this.accounts = accounts;
	}

	@Override
	public void start() {
		Register register = read();
		for (String authority : this.programmes.authorities()) {
			String group = authority + "-expert";
			for (Demo demo : register.experts()) {
				String account = group + "-" + demo.number();
				// without demo accounts, as on a database moved here, there is nobody
				if (this.accounts.groupsOf(account).contains(group)
						&& this.experts.find(authority, account).isEmpty()) {
					this.experts.register(new Expert(authority, account, demo.name(), demo.employer(), null,
							register.fields()
								.getOrDefault(authority, Map.of())
								.getOrDefault(demo.number(), List.of(Expert.ALL_FIELDS)),
							FIRST_DAY, null));
				}
			}
		}
		this.running = true;
	}

	private static Register read() {
		try (InputStream file = new ClassPathResource("demo/experts.yml").getInputStream()) {
			return new ObjectMapper(new YAMLFactory()).readValue(file, Register.class);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the accounts, before the cases. */
	@Override
	public int getPhase() {
		return 20;
	}

	record Register(List<Demo> experts, Map<String, Map<Integer, List<String>>> fields) {
	}

	record Demo(int number, String name, String employer) {
	}

}
