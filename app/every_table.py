"""Imports whatever has tables, for who needs them all: erasure, and keys that lead across."""

import app.accounts.auth.models
import app.accounts.grants.models
import app.accounts.users.models
import app.companion.activities.logs.models
import app.companion.activities.models
import app.companion.encounters.models
import app.companion.goals.models
import app.companion.journal.models
import app.companion.milestones.models
import app.companion.moods.models
import app.companion.people.models
import app.companion.return_checks.models
import app.companion.reviews.models
import app.companion.self_checks.models
import app.companion.space_windows.models
import app.companion.streaks.contact_events.models
import app.companion.streaks.incidents.models
import app.companion.streaks.models
import app.companion.supporters.models
import app.companion.unsent_messages.models
import app.companion.urges.models
import app.companion.urges.techniques.models
import app.connections.notifications.devices.models
import app.connections.notifications.models
import app.connections.notifications.push.models
import app.connections.notifications.reminders.models
import app.connections.notifications.reminders.suggestions.models
import app.connections.sync.models
import app.connections.webhooks.deliveries.models
import app.connections.webhooks.models
import app.core.due_work
import app.core.heartbeats
import app.core.kept_answers
import app.core.limits
import app.core.tombstones  # noqa: F401
