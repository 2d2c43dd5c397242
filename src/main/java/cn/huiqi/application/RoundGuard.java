package cn.huiqi.application;

import java.util.Optional;

/**
 * What a room has to say before an application is opened in a round.
 */
public interface RoundGuard {

	/**
	 * Why no application may be opened in the round any more.
	 * @param programme programme
	 * @param round code of the round
	 */
	Optional<String> reasonAgainstOpening(String programme, String round);

}
