using Fori.Admin;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Mail;

namespace Fori.Web.Admin;

/// <summary>Letters to the staff, in the words of the admin.</summary>
/// <param name="origin">As <c>https://www.example.org</c>: links lead to the host by which was asked.</param>
/// <param name="town">The municipality's name in the language.</param>
internal sealed class StaffLetters(AdminWords words, string origin, string town)
{
    public Letter Invitation(UserRow person, string secret, DateTimeOffset until) => new(
        StaffLinks.Invitation, person.Id, person.Email, words.Language, words.With("letter.invitation.subject", ("town", town)),
        [
            words.With("letter.hello", ("name", person.Name)),
            words.With("letter.invitation.what", ("town", town)),
            $"{origin}{ChoosePasswordPages.PathOf(StaffLinks.Invitation)}/{secret}",
            words.With("letter.invitation.until", ("at", words.At(until))),
            words["letter.not-you"],
        ],
        until);

    public Letter Recovery(UserRow person, string secret, DateTimeOffset until) => new(
        StaffLinks.Recovery, person.Id, person.Email, words.Language, words.With("letter.recovery.subject", ("town", town)),
        [
            words.With("letter.hello", ("name", person.Name)),
            words.With("letter.recovery.what", ("town", town)),
            $"{origin}{ChoosePasswordPages.PathOf(StaffLinks.Recovery)}/{secret}",
            words.With("letter.recovery.until", ("at", words.At(until))),
            words["letter.recovery.not-you"],
        ],
        until);

    public Letter Unlock(UserRow person, string secret, DateTimeOffset until) => new(
        StaffLinks.Unlock, person.Id, person.Email, words.Language, words.With("letter.unlock.subject", ("town", town)),
        [
            words.With("letter.hello", ("name", person.Name)),
            words.With("letter.unlock.what", ("town", town)),
            $"{origin}{ForgottenPages.UnlockPath}/{secret}",
            words.With("letter.recovery.until", ("at", words.At(until))),
            words["letter.unlock.not-you"],
        ],
        until);

    public Letter TwoFactorForgotten(UserRow person) => Notice("two-factor-forgotten", person, "letter.two-factor.subject", "letter.two-factor.what");

    public Letter EmailChanged(UserRow person) => Notice("email-changed", person, "letter.email.subject", "letter.email.what");

    private Letter Notice(string kind, UserRow person, string subject, string what) => new(
        kind, person.Id, person.Email, words.Language, words.With(subject, ("town", town)),
        [words.With("letter.hello", ("name", person.Name)), words.With(what, ("town", town)), words["letter.tell-us"]],
        null);
}
