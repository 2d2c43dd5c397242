package cn.huiqi.selection;

/**
 * An application was told what came of the selection of its round.
 *
 * @param applicationNumber the case
 * @param selected whether it is selected
 */
public record SelectionAnnounced(String applicationNumber, boolean selected) {
}
