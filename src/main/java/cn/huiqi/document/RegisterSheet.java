package cn.huiqi.document;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;

import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/**
 * One sheet in the layout of a register: heading, title, who filled it in and when, two
 * rows of headings, the cases. Rows are written out as they come.
 */
final class RegisterSheet implements AutoCloseable {

	/** What one cell of Excel holds at most. */
	private static final int MOST_CHARACTERS = 32_767;

	/** What a spreadsheet would take for a formula once the file is saved as text. */
	private static final String ACTIVE = "=+-@\t\r";

	private final SXSSFWorkbook workbook = new SXSSFWorkbook(50);

	private final SXSSFSheet sheet;

	private final CellStyle text;

	private final CellStyle inert;

	private final CellStyle number;

	private int next;

	RegisterSheet(RegisterLayout layout, String office, String day) {
		this.sheet = this.workbook.createSheet("汇总表");
		this.text = cellStyle();
		this.inert = cellStyle();
		this.inert.setQuotePrefixed(true);
		this.number = cellStyle();
		this.number.setDataFormat(this.workbook.createDataFormat().getFormat("0.######"));
		int last = layout.columns().size() - 1;
		if (layout.heading() != null) {
			line(layout.heading(), 0, last, plain(11, false, HorizontalAlignment.LEFT));
			this.next++;
		}
		line(layout.title(), 0, last, plain(16, true, HorizontalAlignment.CENTER));
		this.next++;
		CellStyle side = plain(11, false, HorizontalAlignment.LEFT);
		int middle = last / 2;
		line("填报单位：" + office, 0, middle, side);
		line("填报时间：" + day, middle + 1, last, side);
		this.next++;
		headings(layout.columns());
		for (int i = 0; i <= last; i++) {
			this.sheet.setColumnWidth(i, layout.columns().get(i).width() * 256);
		}
		this.sheet.createFreezePane(0, this.next);
		this.sheet.setRepeatingRows(new CellRangeAddress(this.next - 2, this.next - 1, 0, last));
		this.sheet.setFitToPage(true);
		PrintSetup print = this.sheet.getPrintSetup();
		print.setLandscape(true);
		print.setPaperSize(PrintSetup.A3_PAPERSIZE);
		print.setFitWidth((short) 1);
		print.setFitHeight((short) 0);
	}

	private void headings(List<RegisterLayout.Column> columns) {
		CellStyle bold = cellStyle();
		Font font = this.workbook.createFont();
		font.setBold(true);
		bold.setFont(font);
		bold.setAlignment(HorizontalAlignment.CENTER);
		Row groups = this.sheet.createRow(this.next++);
		Row labels = this.sheet.createRow(this.next++);
		int from = 0;
		for (int i = 0; i < columns.size(); i++) {
			put(groups.createCell(i), columns.get(i).group(), bold);
			put(labels.createCell(i), columns.get(i).label(), bold);
			boolean ends = i + 1 == columns.size() || !columns.get(i + 1).group().equals(columns.get(i).group());
			if (ends && i > from) {
				for (int blank = from + 1; blank <= i; blank++) {
					groups.getCell(blank).setBlank();
				}
				this.sheet.addMergedRegion(new CellRangeAddress(groups.getRowNum(), groups.getRowNum(), from, i));
			}
			if (ends) {
				from = i + 1;
			}
		}
	}

	private void line(String content, int from, int to, CellStyle style) {
		Row row = (this.sheet.getRow(this.next) != null) ? this.sheet.getRow(this.next)
				: this.sheet.createRow(this.next);
		put(row.createCell(from), content, style);
		if (to > from) {
			this.sheet.addMergedRegion(new CellRangeAddress(this.next, this.next, from, to));
		}
	}

	/** A case: texts and numbers in the order of the columns. */
	void add(List<Object> cells) {
		Row row = this.sheet.createRow(this.next++);
		for (int i = 0; i < cells.size(); i++) {
			Cell cell = row.createCell(i);
			if (cells.get(i) instanceof BigDecimal amount) {
				// the file format knows no other numbers; nothing is computed with it
				// here
				cell.setCellValue(amount.doubleValue());
				cell.setCellStyle(this.number);
			}
			else {
				String content = String.valueOf(cells.get(i));
				boolean active = !content.isEmpty() && ACTIVE.indexOf(content.charAt(0)) >= 0;
				put(cell, content, active ? this.inert : this.text);
			}
		}
	}

	private static void put(Cell cell, String content, CellStyle style) {
		cell.setCellValue(
				(content.length() > MOST_CHARACTERS) ? content.substring(0, MOST_CHARACTERS - 1) + "…" : content);
		cell.setCellStyle(style);
	}

	private CellStyle cellStyle() {
		CellStyle style = this.workbook.createCellStyle();
		style.setWrapText(true);
		style.setVerticalAlignment(VerticalAlignment.CENTER);
		style.setBorderTop(BorderStyle.THIN);
		style.setBorderBottom(BorderStyle.THIN);
		style.setBorderLeft(BorderStyle.THIN);
		style.setBorderRight(BorderStyle.THIN);
		return style;
	}

	private CellStyle plain(int points, boolean bold, HorizontalAlignment alignment) {
		CellStyle style = this.workbook.createCellStyle();
		Font font = this.workbook.createFont();
		font.setFontHeightInPoints((short) points);
		font.setBold(bold);
		style.setFont(font);
		style.setAlignment(alignment);
		return style;
	}

	void write(OutputStream out) throws IOException {
		this.workbook.write(out);
	}

	@Override
	public void close() throws IOException {
		this.workbook.close();
	}

}
