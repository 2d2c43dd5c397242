package cn.huiqi.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/**
 * Reads the statutory calendar: the packaged years, then those an operator has put into
 * {@code calendar/} of the data directory, so that the notice of the coming year needs no
 * new version.
 */
@Configuration(proxyBeanMethods = false)
class CalendarConfiguration {

	private static final Logger log = LoggerFactory.getLogger(CalendarConfiguration.class);

	@Bean
	WorkCalendar workCalendar(ObjectMapper json, @Value("${huiqi.data}") Path data, Clock clock) throws IOException {
		Map<Integer, WorkCalendar.Year> years = new TreeMap<>();
		try (InputStream packaged = new ClassPathResource("calendar/holidays-cn.json").getInputStream()) {
			addTo(years, json.readValue(packaged, CalendarFile.class));
		}
		Path added = data.resolve("calendar");
		if (Files.isDirectory(added)) {
			try (Stream<Path> files = Files.list(added)) {
				for (Path file : files.filter((path) -> path.toString().endsWith(".json")).sorted().toList()) {
					addTo(years, json.readValue(file.toFile(), CalendarFile.class));
				}
			}
		}
		WorkCalendar calendar = new WorkCalendar(years);
		LocalDate today = WorkCalendar.dayOf(clock.instant());
		if (!calendar.knows(today.getYear()) || (today.getMonthValue() == 12 && !calendar.knows(today.getYear() + 1))) {
			log.warn("The statutory calendar ends with {}: put the coming year's notice into {}. "
					+ "Until then deadlines that reach it are provisional.", calendar.knownYears(), added);
		}
		return calendar;
	}

	private static void addTo(Map<Integer, WorkCalendar.Year> years, CalendarFile file) {
		file.years()
			.forEach((year, days) -> years.put(year,
					new WorkCalendar.Year(Set.copyOf(days.daysOff()), Set.copyOf(days.workdays()))));
	}

	record CalendarFile(String source, Map<Integer, Days> years) {
	}

	record Days(List<LocalDate> daysOff, List<LocalDate> workdays) {
	}

}
