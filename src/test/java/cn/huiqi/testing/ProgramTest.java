package cn.huiqi.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole program, served at a random port, that has nothing to learn from a
 * second database. All of them share one context: each works with enterprises of its own.
 * The job executor is off: timers fire when the test says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "camunda.bpm.job-execution.enabled=false", "huiqi.demo=true", "huiqi.demo-cases=false" })
@ContextConfiguration(initializers = TestDatabase.class)
@Import(Journey.class)
public @interface ProgramTest {

}
