using Fori.Store;
using Fori.Web.Hosting;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;

namespace Fori.Web.Mail;

/// <summary>Hands letters to the mail server that the settings name (RFC 5321).</summary>
internal sealed class SmtpPost(MailSettings settings, TimeProvider clock)
{
    private const int PermanentFrom = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Null when the server has taken it; else what it said, and whether it will never take it.</returns>
    public async Task<(string Error, bool IsFinal)?> SendAsync(MailRow row, string text, string senderName, CancellationToken ct)
    {
        try
        {
            using var message = MessageOf(row, text, senderName);
            using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
            await client.ConnectAsync(settings.Server ?? throw new InvalidOperationException("No mail server is set."), settings.Port, settings.Security switch
            {
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                MailSecurity.StartTls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            }, ct);
            if (settings.User is { } user)
            {
                await client.AuthenticateAsync(user, settings.Password ?? "", ct);
            }

            await client.SendAsync(message, ct);
            await client.DisconnectAsync(quit: true, ct);
            return null;
        }
        catch (SmtpCommandException e)
        {
            // What is said of one letter is about it; anything else is about the server and may pass.
            var isAboutLetter = e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.SenderNotAccepted or SmtpErrorCode.MessageNotAccepted;
            return ($"{(int)e.StatusCode} {e.Message}", isAboutLetter && (int)e.StatusCode >= PermanentFrom);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ProtocolException or AuthenticationException or SslHandshakeException or TimeoutException or NotSupportedException or ServiceNotConnectedException)
        {
            return (e.Message, false);
        }
    }

    private MimeMessage MessageOf(MailRow row, string text, string senderName)
    {
        var from = settings.From ?? $"noreply@{settings.Server}";
        var message = new MimeMessage { Date = clock.GetUtcNow(), Subject = row.Subject, MessageId = $"{row.Id:N}@{from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]}" };
        message.From.Add(new MailboxAddress(senderName, from));
        message.To.Add(new MailboxAddress("", row.Recipient));
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834 §5: no out-of-office answers.
        message.Headers.Add("Content-Language", row.Language);
        message.Body = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = text },
            new TextPart(TextFormat.Html) { Text = Letter.HtmlOf(text, row.Subject, row.Language) },
        };
        return message;
    }
}
