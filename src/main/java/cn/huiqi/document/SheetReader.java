package cn.huiqi.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import cn.huiqi.core.RefusedException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * Reads the first sheet of a workbook that somebody handed in, row by row and never as a
 * whole; a file made to be large when unpacked is found out before it is unpacked.
 */
public final class SheetReader {

	/** Most bytes of the workbook. */
	public static final long MOST_BYTES = 5L * 1024 * 1024;

	private static final Pattern REFERENCE = Pattern.compile("[A-Z]{1,3}[1-9][0-9]{0,6}");

	private static final long MOST_INFLATED = 100L * 1024 * 1024;

	private static final long MOST_RATIO = 100;

	private static final long SMALL = 1024 * 1024;

	private static final int MOST_ENTRIES = 500;

	private static final String FIELD = "file";

	private SheetReader() {
	}

	/**
	 * Reads the rows that are not empty.
	 * @param content the workbook
	 * @param mostRows how many rows it may have
	 * @param mostColumns how many columns are read; what stands to the right is ignored
	 * @throws RefusedException if it is too large, or no workbook that can be read
	 */
	public static List<Row> read(InputStream content, int mostRows, int mostColumns) throws IOException {
		Path file = Files.createTempFile("huiqi-sheet", ".xlsx");
		try {
			try (InputStream bounded = content; var out = Files.newOutputStream(file)) {
				byte[] bytes = bounded.readNBytes((int) MOST_BYTES + 1);
				if (bytes.length > MOST_BYTES) {
					throw RefusedException.tooLarge(FIELD, "文件不超过 5 MB");
				}
				out.write(bytes);
			}
			inspect(file);
			return rows(file, mostRows, mostColumns);
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	/** What an entry says of its size may be a lie: it is unpacked once into nothing. */
	private static void inspect(Path file) throws IOException {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			long inflated = 0;
			if (zip.size() > MOST_ENTRIES) {
				throw RefusedException.tooLarge(FIELD, "工作簿包含的内容过多");
			}
			byte[] buffer = new byte[8192];
			for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
				try (InputStream in = zip.getInputStream(entries.nextElement())) {
					for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
						inflated += read;
						if (inflated > MOST_INFLATED
								|| (inflated > SMALL && inflated > MOST_RATIO * Files.size(file))) {
							throw RefusedException.tooLarge(FIELD, "工作簿解压后过大");
						}
					}
				}
			}
			if (zip.getEntry("[Content_Types].xml") == null) {
				throw notExcel();
			}
		}
		catch (IOException ex) {
			throw notExcel();
		}
	}

	private static List<Row> rows(Path file, int mostRows, int mostColumns) throws IOException {
		List<Row> rows = new ArrayList<>();
		try (OPCPackage opened = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
			XSSFReader reader = new XSSFReader(opened);
			var sheets = reader.getSheetsData();
			if (!sheets.hasNext()) {
				throw notExcel();
			}
			try (InputStream sheet = sheets.next()) {
				XMLReader xml = XMLHelper.newXMLReader();
				xml.setContentHandler(new XSSFSheetXMLHandler(reader.getStylesTable(),
						new ReadOnlySharedStringsTable(opened), new Collector(rows, mostRows, mostColumns), false));
				xml.parse(new InputSource(sheet));
			}
		}
		catch (OpenXML4JException | OpenXML4JRuntimeException | POIXMLException | SAXException
				| javax.xml.parsers.ParserConfigurationException | IllegalArgumentException ex) {
			if (ex instanceof SAXException sax && sax.getException() instanceof RefusedException refused) {
				throw refused;
			}
			throw notExcel();
		}
		return rows;
	}

	private static RefusedException notExcel() {
		return RefusedException.unsupported(FIELD, "请上传 .xlsx 格式的 Excel 文件");
	}

	/**
	 * A row.
	 *
	 * @param number its number as the spreadsheet shows it
	 * @param cells its cells from the left, empty where there is nothing
	 */
	public record Row(int number, List<String> cells) {

		/** The cell, empty where there is none. */
		public String cell(int column) {
			return (column >= 0 && column < this.cells.size()) ? this.cells.get(column) : "";
		}

	}

	private static final class Collector implements XSSFSheetXMLHandler.SheetContentsHandler {

		private final List<Row> rows;

		private final int mostRows;

		private final int mostColumns;

		private List<String> cells = new ArrayList<>();

		Collector(List<Row> rows, int mostRows, int mostColumns) {
			this.rows = rows;
			this.mostRows = mostRows;
			this.mostColumns = mostColumns;
		}

		@Override
		public void startRow(int number) {
			this.cells = new ArrayList<>();
		}

		@Override
		public void endRow(int number) {
			if (this.cells.stream().allMatch(String::isEmpty)) {
				return;
			}
			if (this.rows.size() >= this.mostRows) {
				throw RefusedException.tooLarge(FIELD, "工作表不超过 %d 行".formatted(this.mostRows));
			}
			this.rows.add(new Row(number + 1, List.copyOf(this.cells)));
		}

		@Override
		public void cell(@Nullable String reference, @Nullable String value, @Nullable XSSFComment comment) {
			if (reference != null && !REFERENCE.matcher(reference).matches()) {
				throw RefusedException.unsupported(FIELD, "文件不是有效的 Excel 工作簿：单元格地址有误");
			}
			int column = (reference != null) ? new CellReference(reference).getCol() : this.cells.size();
			if (column >= this.mostColumns) {
				return;
			}
			while (this.cells.size() <= column) {
				this.cells.add("");
			}
			this.cells.set(column, (value != null) ? value.strip() : "");
		}

	}

}
