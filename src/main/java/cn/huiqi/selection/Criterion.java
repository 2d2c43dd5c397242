package cn.huiqi.selection;

/**
 * What applications are compared by, as the programme's table says.
 *
 * @param label what is compared, for people
 * @param source where the value comes from
 * @param descending whether more is better
 * @param clause the clause it comes from
 */
record Criterion(String label, String source, boolean descending, String clause) {
}
