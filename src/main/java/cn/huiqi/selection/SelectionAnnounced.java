package cn.huiqi.selection;

/**
 * An application was told what came of a selection.
 *
 * @param applicationNumber the case
 * @param key key of the selection
 * @param selected whether it is selected
 * @param reason why not, where it was decided by itself; empty otherwise
 */
public record SelectionAnnounced(String applicationNumber, String key, boolean selected, String reason) {
}
