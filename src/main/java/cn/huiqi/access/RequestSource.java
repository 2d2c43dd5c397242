package cn.huiqi.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Where a request comes from, as far as one person can be told from another by it.
 */
final class RequestSource {

	private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+(%.*)?");

	private RequestSource() {
	}

	/**
	 * The IPv4 address, or the network of an IPv6 address: anybody with IPv6 has 2^64
	 * addresses in his.
	 * @param address address as the server knows it
	 */
	static String of(String address) {
		if (!LITERAL.matcher(address).matches()) {
			return address;
		}
		try {
			InetAddress parsed = InetAddress.getByName(address);
			if (parsed instanceof Inet6Address) {
				byte[] network = Arrays.copyOf(Arrays.copyOf(parsed.getAddress(), 8), 16);
				return InetAddress.getByAddress(network).getHostAddress() + "/64";
			}
			return parsed.getHostAddress();
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

}
