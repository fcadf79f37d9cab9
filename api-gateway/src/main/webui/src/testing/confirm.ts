const own = window.confirm;

/** Answers the questions that the browser itself would ask, and counts them. */
export function answerConfirm(answer: boolean) {
  const asked = { times: 0, answer };
  window.confirm = () => {
    asked.times++;
    return asked.answer;
  };
  return asked;
}

export function restoreConfirm(): void {
  window.confirm = own;
}
