"""What the API's document says before its first operation, and in which order it goes on."""

from app.core.openapi_words import Introduction

DESCRIPTION = """
The backend of a phone app for people who have stopped chasing someone: no-contact streaks, and
room for a life of one's own. Times are RFC 3339, ids are UUIDs that clients may make, errors are
problem details (RFC 9457), and creating the same thing twice under one id is always safe.

**To try it out** on the docs page, take three steps:

1. Open *sign-in* below, then `POST /v1/auth/guest`, and press *Execute*. That is an account of
   your own, without an e-mail.
2. Copy the `access_token` of the answer.
3. Press *Authorize*, paste the token, and close the dialog. From then on every call is yours.

The token is good for 15 minutes. Then `POST /v1/auth/refresh` gives the next one for the
`refresh_token` of the same answer, or you start again at step 1. A reload of the page forgets it.

Whoever has an account signs in instead: in the same dialog, under *oauth2*. A personal access
token can be pasted like any other token.

Apps say which version they are in `X-Client-Version: name/version`, such as `ownorbit-ios/1.4.2`
(a short lower-case name and a Semantic Version). An app that is no longer served gets 426
`client-too-old`. An operation that is to go away says so beforehand, by the headers `Deprecation`
(RFC 9745) and `Sunset` (RFC 8594), whose `Link` leads to what to use instead.
"""

TAGS = {
    "sign-in": "Ways in, staying in, and out. Start here.",
    "account": "The user: address, time zone, start of the day, preferences.",
    "sessions": "The devices that are signed in.",
    "today": "The home screen in one small answer.",
    "people": "Those that streaks and entries are about: by a nickname, never with an address.",
    "streaks": "Runs to keep, with their figures and the reason for each day.",
    "contact events": "What happened between the user and others, and what it does to streaks.",
    "milestones": "Days reached within a streak, told after the fact.",
    "urges": "Moments of weakness, answered at once with what to do instead.",
    "techniques": "What to do instead: built in, or of one's own.",
    "supporters": "A circle of people who have agreed to be asked for company.",
    "moods": "How it is, at a moment or over a day.",
    "unsent messages": "What one would say: written, held, let go. Nothing is ever sent.",
    "journal": "Entries for oneself, and prompts to begin with.",
    "activities": "Plans and ideas for a life of one's own, and what was done.",
    "goals": "What to keep up or to arrive at, how far it is, and the days on which it may rest.",
    "encounters": "Time with a person, planned or had, beside how you usually are.",
    "space windows": "Times that you have promised not to disturb somebody in.",
    "return checks": "Somebody came back: what to make of it, and why.",
    "help lines": "Somebody to talk to, by country; each with its source.",
    "looking back": "Self-checks and reviews: how it is going, in the user's own judgement.",
    "insights": "What entries add up to, in figures and pictures.",
    "recaps": "A week, looked back on.",
    "reminders": "What to be reminded of, by the clock on the user's wall; put off, or at rest.",
    "notifications": "What was told: its words are shown here alone, not on the way.",
    "devices": "Where reminders and other news are shown, and how they get there.",
    "sync": "All of it at once, for a phone that is often offline: the WatermelonDB protocol.",
    "apps and scripts": "What others may do for a user, what they did, and an end to it.",
    "webhooks": "Events told to an address of one's own, signed as Standard Webhooks says.",
    "authorization": "Where apps ask a user, by OAuth 2, and get what is allowed: no more.",
    "export and import": "Everything to take along, and to bring: from here, or from elsewhere.",
    "operations": "For probes: no account needed.",
}
"""In the order of a first reading; a tag that is missing here fails tests/architecture."""

INTRODUCTION = Introduction(
    title="Own Orbit",
    description=DESCRIPTION,
    tags=TAGS,
    opening_path="/v1/auth/guest",
)
