package cn.huiqi.audit;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Down while heads cannot be written to the anchor file.
 */
@Component
class AuditHealthIndicator extends AbstractHealthIndicator {

	private final AnchorFile anchors;

	AuditHealthIndicator(AnchorFile anchors) {
		super("The anchor file of the audit log could not be looked at");
		this.anchors = anchors;
	}

	@Override
	protected void doHealthCheck(Health.Builder health) {
		health.status(this.anchors.isFailing() ? "DOWN" : "UP");
	}

}
