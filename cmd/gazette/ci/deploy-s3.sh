# Unchanged files are left alone. What pages load comes before them, pages
# before what is gone is deleted. DEPLOY_TO is a place as rclone writes it:
# :s3,provider=AWS,env_auth:bucket/folder
rclone copy --checksum --include '/assets/**' public "$DEPLOY_TO"
rclone copy --checksum public "$DEPLOY_TO"
rclone sync --checksum --delete-after public "$DEPLOY_TO"
