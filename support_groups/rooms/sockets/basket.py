"""What is wished for of the ask-it basket: served beside the beat, for it lies beside the log."""

from support_groups.core.realtime import Answer, Wish, wish

from .. import actions, forms
from .paces import HANDS


@wish("basket.put", forms.PutQuestion, HANDS)
def _put_question(one: Wish) -> Answer:
    form = one.form
    actions.put_question(one.caller.account_id, form.room, form.client_id, form.question_words, as_it_is=form.as_it_is)
    return {}


@wish("basket.see", forms.InRoom)
def _see_basket(one: Wish) -> Answer:
    return actions.see_basket(one.caller.account_id, one.form.room)


@wish("basket.draw", forms.OfQuestion)
def _draw_question(one: Wish) -> Answer:
    return {"seq": actions.draw_question(one.caller.account_id, one.form.room, one.form.question)}


@wish("basket.pass", forms.OfQuestion)
def _pass_over(one: Wish) -> Answer:
    actions.pass_over(one.caller.account_id, one.form.room, one.form.question)
    return {}


@wish("basket.take_back", forms.OfQuestion)
def _take_question_back(one: Wish) -> Answer:
    actions.take_question_back(one.caller.account_id, one.form.room, one.form.question)
    return {}
