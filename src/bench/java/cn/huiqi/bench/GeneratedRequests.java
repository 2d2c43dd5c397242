package cn.huiqi.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

import cn.huiqi.HuiqiApplication;
import cn.huiqi.fuzz.Campaign;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Sends a million generated requests to the program and ends with 1 if one of them was
 * answered with a fault of the server, or with anything from inside it. Run it with
 * {@code mvn -Prequests test}; starts a program of its own on a database in
 * memory unless it is told the port of one that runs.
 */
public final class GeneratedRequests {

	private GeneratedRequests() {
	}

	/**
	 * @param args how many requests, how many minutes at most, the seed, how many at a time,
	 * and, to use a program that runs in demo mode already, its port on this machine
	 */
	public static void main(String[] args) throws Exception {
		long count = (args.length > 0) ? Long.parseLong(args[0]) : 1_000_000;
		long minutes = (args.length > 1) ? Long.parseLong(args[1]) : 120;
		long seed = (args.length > 2) ? Long.parseLong(args[2]) : 20240701;
		int connections = (args.length > 3) ? Integer.parseInt(args[3]) : 4;
		ConfigurableApplicationContext program = null;
		int port;
		if (args.length > 4) {
			port = Integer.parseInt(args[4]);
		}
		else {
			program = SpringApplication.run(HuiqiApplication.class, "--server.port=0", "--server.address=127.0.0.1",
					"--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
					"--camunda.bpm.job-execution.enabled=false", "--huiqi.demo=true", "--huiqi.demo-cases=true",
					// wrong passwords are among the requests, and all come from here
					"--huiqi.login.per-account=1000", "--huiqi.login.per-source=1000", "--huiqi.login.window=1s",
					// the engine writes a stack trace for every request it cannot understand
					"--logging.level.org.camunda.bpm.engine.rest.exception=OFF",
					"--logging.level.org.camunda.bpm.engine.context=OFF", "--logging.level.cn.huiqi.access=ERROR",
					"--logging.level.org.springframework.web=ERROR",
					"--logging.level.org.springframework.boot.autoconfigure.web=ERROR",
					"--logging.level.org.glassfish.jersey=ERROR");
			port = ((WebServerApplicationContext) program).getWebServer().getPort();
		}
		int wrong = 1;
		try {
			Campaign campaign = new Campaign(port, seed, connections);
			campaign.run(count, Duration.ofMinutes(minutes));
			System.out.println(campaign.summary(true));
			System.out.println((campaign.failed() == 0) ? "no wrong answer" : campaign.failures());
			wrong = (campaign.failed() == 0 && campaign.sent() > 0) ? 0 : 1;
		}
		catch (IOException ex) {
			ex.printStackTrace();
		}
		finally {
			if (program != null) {
				program.close();
			}
			System.exit(wrong);
		}
	}

}
