package cn.huiqi.reporting;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The reference list of each programme: above-scale enterprises of the pilot sectors that
 * districts are to bring to apply. It binds nobody.
 */
public interface ReferenceLists {

	/**
	 * Replaces the list by a workbook with the columns 企业名称, 所属区县 and 行业.
	 * @return how many enterprises it holds
	 * @throws cn.huiqi.core.RefusedException with every fault and its row; then nothing
	 * has changed
	 */
	int replace(String programme, InputStream workbook, @Nullable String importedBy) throws IOException;

	/** The list in the order it was handed in, with who has applied. */
	List<Listed> of(String programme);

	/**
	 * An enterprise on the list.
	 *
	 * @param row its place
	 * @param name name
	 * @param district code of its area
	 * @param sector sector as printed
	 * @param importedAt since when it is listed
	 * @param applicationNumber its application, null if it has none
	 * @param reported whether its district has passed the application on
	 */
	record Listed(int row, String name, String district, String sector, Instant importedAt,
			@Nullable String applicationNumber, boolean reported) {
	}

}
