using Fori.Admin;
using Fori.Admin.Pages;
using Fori.MediaLibrary;
using Fori.Text;
using Fori.Web.Admin;
using Microsoft.AspNetCore.Http.Features;

namespace Fori.Web.MediaLibrary;

/// <summary>
/// Marks forms that send files: signed-in staff may send more than the general limit. What says that it is too large is
/// refused before it is read; files go to the disk while they arrive, never whole into memory.
/// </summary>
internal sealed class UploadGate
{
    public static readonly UploadGate Instance = new();
    private const int FilesAtOnce = 3;
    private const int BesideFiles = 1024 * 1024;
    private const int MostValues = 200;

    /// <returns>Null when the form was read and may be looked at.</returns>
    public static async Task<IResult?> RefusedAsync(HttpContext http)
    {
        var limits = http.RequestServices.GetRequiredService<MediaDesk>().Limits;
        var most = (limits.Bytes * FilesAtOnce) + BesideFiles;
        if (http.Request.ContentLength > most)
        {
            return await TooLargeAsync(http);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = most;
        }

        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = most, ValueCountLimit = MostValues }));
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return await TooLargeAsync(http);
        }
        catch (InvalidDataException)
        {
            return await AdminAnswers.FormRefusedAsync(http);
        }
    }

    private static async Task<IResult> TooLargeAsync(HttpContext http)
    {
        // What is still on its way is not waited for.
        http.Response.Headers.Connection = "close";
        var words = http.Words();
        var problem = MediaDesk.TooLarge(http.RequestServices.GetRequiredService<MediaDesk>().Limits);
        return AdminAnswers.Page<MessagePage, MessageView>(
            new MessageView(words["media.too-large"], ProblemText.Say(problem, words.Language), words["media.back"], MediaPages.Path) { Frame = await http.FrameAsync(words["media.too-large"]) },
            StatusCodes.Status413PayloadTooLarge);
    }
}
