"""A claim in somebody else's hands can be taken over: a word of the history."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """As the module says."""

    dependencies = [
        ("claims", "0013_hints"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="action",
            field=models.CharField(
                choices=[
                    ("submit_article", "article submitted"),
                    ("revise_article", "new revision"),
                    ("split_article", "split into claims"),
                    ("fail_article", "splitting failed"),
                    ("retry_article", "splitting started again"),
                    ("mark", "marked by hand"),
                    ("move", "moved in the text"),
                    ("withdraw", "no longer in the text"),
                    ("reappear", "back in the text"),
                    ("accept", "accepted"),
                    ("dismiss", "dismissed"),
                    ("answer", "answered by an earlier check"),
                    ("rule_out", "not checkable"),
                    ("assign", "assigned"),
                    ("release", "released"),
                    ("start", "check begun"),
                    ("submit", "submitted for review"),
                    ("send_back", "sent back"),
                    ("approve", "approved"),
                    ("overrule", "overruled"),
                    ("publish", "published"),
                    ("correct", "corrected"),
                    ("retract", "retracted"),
                    ("reopen", "reopened"),
                    ("edit", "edited"),
                    ("merge", "merged"),
                    ("split", "split"),
                    ("tick", "fact ticked"),
                    ("cite", "evidence added"),
                    ("link_origin", "origin of a source named"),
                    ("uncite", "evidence removed"),
                    ("prioritise", "priority changed"),
                    ("set_due", "due time changed"),
                    ("take", "taken"),
                    ("take_over", "taken over"),
                    ("hand_over", "handed over"),
                    ("note", "note written"),
                    ("confront", "person asked for an answer"),
                    ("record_answer", "answer recorded"),
                    ("draft", "verdict drafted"),
                    ("recall", "taken back from review"),
                    ("second_check", "second check given"),
                    ("keep", "published check kept"),
                    ("reject_match", "earlier check set aside"),
                    ("confirm", "confirmed for the changed text"),
                    ("undo", "undone"),
                    ("remind", "reminded"),
                    ("fall_due", "overdue"),
                    ("escalate", "escalated"),
                    ("be_absent", "absent"),
                    ("distribute", "distributed"),
                    ("release_article", "article released"),
                    ("remove_article", "practice article removed"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
    ]
