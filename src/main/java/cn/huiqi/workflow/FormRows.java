package cn.huiqi.workflow;

/**
 * The rows of a list in a form.
 *
 * @param columns the fields of each row
 * @param minRows least number of rows
 * @param maxRows most rows; 0 where the form does not say, which no release takes
 * @param fixed whether rows can be neither added nor removed
 * @param defaultRows empty rows shown where there is nothing yet
 * @param collapsible whether rows can be folded away, and lost with it
 */
public record FormRows(FormSchema columns, int minRows, int maxRows, boolean fixed, int defaultRows,
		boolean collapsible) {

}
