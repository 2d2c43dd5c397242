package cn.huiqi.enterprise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.access.Accounts;
import cn.huiqi.core.CreditCode;
import cn.huiqi.programme.ProgrammeListener;
import cn.huiqi.programme.Programmes;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Fills the registers of institutions with the invented ones of the demo mode, and lets
 * demo accounts work for them. What is on a register already stays as it is.
 */
@Component
@ConditionalOnProperty("huiqi.demo")
class DemoInstitutions implements SmartLifecycle, ProgrammeListener {

	private final Institutions institutions;

	private final Enterprises enterprises;

	private final Programmes programmes;

	private final Accounts accounts;

	private volatile boolean running;

	DemoInstitutions(Institutions institutions, Enterprises enterprises, Programmes programmes, Accounts accounts) {
		this.institutions = institutions;
		this.enterprises = enterprises;
		this.programmes = programmes;
		this.accounts = accounts;
	}

	@Override
	public void start() {
		fill();
		this.running = true;
	}

	@Override
	public void programmesChanged() {
		if (this.running) {
			fill();
		}
	}

	private void fill() {
		read().stream().filter((demo) -> this.programmes.authorities().contains(demo.authority())).forEach(this::fill);
	}

	private void fill(Demo demo) {
		Enterprise organisation = new Enterprise(new CreditCode(demo.creditCode()), demo.name(),
				demo.legalRepresentative(), demo.address(), demo.district());
		if (this.enterprises.find(organisation.creditCode()).isEmpty()) {
			this.enterprises.register(organisation);
		}
		List<Institution> present = this.institutions.of(demo.authority());
		demo.registers().forEach((kind, validity) -> {
			boolean there = present.stream()
				.anyMatch((entry) -> entry.kind() == kind && entry.creditCode().equals(organisation.creditCode()));
			if (!there) {
				this.institutions
					.register(new Institutions.Entry(demo.authority(), kind, organisation.creditCode(), validity));
			}
		});
		demo.accounts()
			.forEach((account, kind) -> this.accounts.ensure(account, demo.name(),
					Set.of(demo.authority() + "-" + kind.key(), organisation.group())));
	}

	private static List<Demo> read() {
		ObjectMapper yaml = new ObjectMapper(new YAMLFactory()).registerModule(new JavaTimeModule());
		List<Demo> all = new ArrayList<>();
		try {
			for (Resource file : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:demo/institutions/*.yml")) {
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

	/** After the other accounts, before the cases. */
	@Override
	public int getPhase() {
		return 20;
	}

	record Demo(String authority, String creditCode, String name, String legalRepresentative, String address,
			@Nullable String district, Map<Institution.Kind, Institutions.Validity> registers,
			Map<String, Institution.Kind> accounts) {
	}

}
