package cn.huiqi.workflow;

import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.jspecify.annotations.NullUnmarked;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The engine's repository service, in which every deployment becomes a whole, sound
 * release.
 */
@NullUnmarked
class GatedRepositoryService extends RepositoryServiceImpl {

	private final transient ObjectProvider<ReleaseGate> releases;

	GatedRepositoryService(ObjectProvider<ReleaseGate> releases) {
		this.releases = releases;
	}

	@Override
	public void deleteDeployment(String deploymentId) {
		deleteDeployment(deploymentId, false, false, false);
	}

	@Override
	public void deleteDeploymentCascade(String deploymentId) {
		deleteDeployment(deploymentId, true, false, false);
	}

	@Override
	public void deleteDeployment(String deploymentId, boolean cascade) {
		deleteDeployment(deploymentId, cascade, false, false);
	}

	@Override
	public void deleteDeployment(String deploymentId, boolean cascade, boolean skipCustomListeners) {
		deleteDeployment(deploymentId, cascade, skipCustomListeners, false);
	}

	/**
	 * A release is what running and finished cases are explained by: it is never deleted.
	 */
	@Override
	public void deleteDeployment(String deploymentId, boolean cascade, boolean skipCustomListeners,
			boolean skipIoMappings) {
		throw EngineErrors.toRest(RefusedException.conflict("已发布的版本是在办和办结申请的依据，不能删除；如需更改请发布新版本"));
	}

	@Override
	public DeploymentWithDefinitions deployWithResult(DeploymentBuilderImpl deploymentBuilder) {
		Authentication caller = this.commandExecutor.execute((context) -> context.getAuthentication());
		boolean outside = EngineCaller.isOutside(caller);
		try {
			return this.releases.getObject()
				.deploy(deploymentBuilder, outside ? caller : null, () -> super.deployWithResult(deploymentBuilder));
		}
		catch (RefusedException ex) {
			throw (Context.getCommandContext() == null && outside) ? EngineErrors.toRest(ex) : ex;
		}
	}

}
