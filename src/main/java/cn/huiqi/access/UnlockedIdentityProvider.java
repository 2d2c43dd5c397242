package cn.huiqi.access;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.jspecify.annotations.Nullable;

/**
 * The engine's accounts without the engine's lock, by which a stranger who knows an
 * account's name could keep its owner out. A name that does not exist costs as much time
 * as one that does.
 */
class UnlockedIdentityProvider extends DbIdentityServiceProvider {

	private static final int LONGEST_ID = 64;

	private static volatile @Nullable String nobodysPassword;

	@Override
	public boolean checkPassword(@Nullable String userId, @Nullable String password) {
		String name = (userId != null && userId.length() <= LONGEST_ID && userId.indexOf('\0') < 0) ? userId : "";
		UserEntity account = findUserById(name);
		PasswordManager passwords = Context.getProcessEngineConfiguration().getPasswordManager();
		// an account from elsewhere has no password
		if (account == null || account.getPassword() == null) {
			passwords.check(EncryptionUtil.saltPassword(String.valueOf(password), "nobody"),
					nobodysPassword(passwords));
			return false;
		}
		boolean right = passwords.check(EncryptionUtil.saltPassword(String.valueOf(password), account.getSalt()),
				account.getPassword());
		return right && password != null;
	}

	private static String nobodysPassword(PasswordManager passwords) {
		String hash = nobodysPassword;
		if (hash == null) {
			hash = passwords.encrypt("nobody");
			nobodysPassword = hash;
		}
		return hash;
	}

}
