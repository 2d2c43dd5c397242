package cn.huiqi.notification.web;

import java.util.List;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.core.RefusedException;
import cn.huiqi.notification.Messages;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The caller's messages.
 */
@RestController
@RequestMapping("/api/me/messages")
class MessageController {

	private static final int MOST = 100;

	private final Messages messages;

	private final CurrentUser currentUser;

	MessageController(Messages messages, CurrentUser currentUser) {
		this.messages = messages;
		this.currentUser = currentUser;
	}

	@GetMapping
	MessagesView messages() {
		String account = this.currentUser.id().orElse("");
		return new MessagesView(this.messages.of(this.currentUser.groups(), account, MOST),
				this.messages.unread(this.currentUser.groups(), account));
	}

	@PostMapping("/{id}/read")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void read(@PathVariable String id) {
		boolean known = id.matches("\\d{1,18}")
				&& this.messages.read(Long.parseLong(id), this.currentUser.groups(), this.currentUser.id().orElse(""));
		if (!known) {
			throw RefusedException.notFound("没有这条消息");
		}
	}

	/**
	 * The latest messages.
	 *
	 * @param items the latest first
	 * @param unread how many in all are not read
	 */
	record MessagesView(List<Messages.Message> items, long unread) {
	}

}
