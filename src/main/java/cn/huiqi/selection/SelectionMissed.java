package cn.huiqi.selection;

/**
 * An application came to a selection that was announced already or had left it out.
 *
 * @param applicationNumber the case
 * @param key key of the selection
 * @param reason why it was left out, empty where it only came too late
 */
public record SelectionMissed(String applicationNumber, String key, String reason) {
}
