# A GraphQL server on loopback that answers exactly what a test tells it to, and keeps what arrived.
# Sign-in and refresh are answered by themselves; every other request takes the next queued answer.

Set-StrictMode -Version 3

$loop = {
    param($Listener, $State)
    $held = [System.Collections.Generic.List[object]]::new()
    while ($Listener.IsListening) {
        try { $context = $Listener.GetContext() } catch { return }
        $reader = [System.IO.StreamReader]::new($context.Request.InputStream, [System.Text.Encoding]::UTF8)
        $text = $reader.ReadToEnd()
        $State.Requests.Enqueue([pscustomobject]@{
                Text          = $text
                Authorization = $context.Request.Headers['Authorization']
                Headers       = $context.Request.Headers
            })
        $answer = $null
        if ($text.Contains('signIn(') -or $text.Contains('signInRefresh(')) {
            $State.Tokens++
            $tokens = '{{"accessToken":"scripted.access.token-{0}","refreshToken":"scripted-refresh-token-{0}"}}' -f $State.Tokens
            $field = if ($text.Contains('signInRefresh(')) { 'signInRefresh' } else { 'signIn' }
            $answer = @{ Body = '{"data":{"' + $field + '":' + $tokens + '}}' }
        }
        elseif (-not $State.Answers.TryDequeue([ref]$answer)) {
            $answer = @{ Body = '{"data":{"ping":"pong"}}' }
        }
        if ($answer['Hang']) {
            $held.Add($context)
            $State.Held.Enqueue([pscustomobject]@{ Text = $text; Context = $context })
            continue
        }
        try {
            $response = $context.Response
            $response.StatusCode = if ($answer['Status']) { $answer['Status'] } else { 200 }
            $response.ContentType = 'application/json; charset=utf-8'
            if ($answer['Headers']) { foreach ($name in $answer['Headers'].Keys) { $response.AddHeader($name, $answer['Headers'][$name]) } }
            $bytes = [System.Text.Encoding]::UTF8.GetBytes($answer['Body'])
            if ($answer['HangInBody']) {
                $response.ContentLength64 = $bytes.Length + 1
                $response.OutputStream.Write($bytes, 0, $bytes.Length)
                $response.OutputStream.Flush()
                $held.Add($context)
                continue
            }
            # In one piece: the end of a body in chunks would wait 40 ms for the client's acknowledgement of the rest.
            $response.ContentLength64 = $bytes.Length
            $response.OutputStream.Write($bytes, 0, $bytes.Length)
            $response.Close()
        }
        catch {
            # The client went away: that is what some tests do.
            $context.Response.Abort()
        }
    }
}

function Start-ScriptedServer {
    # A port is free until somebody takes it: try until one stays.
    while ($true) {
        $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $probe.Start()
        $port = $probe.LocalEndpoint.Port
        $probe.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        try { $listener.Start(); break } catch { $listener.Close() }
    }
    $state = [hashtable]::Synchronized(@{
            Requests = [System.Collections.Concurrent.ConcurrentQueue[object]]::new()
            Answers  = [System.Collections.Concurrent.ConcurrentQueue[object]]::new()
            Held     = [System.Collections.Concurrent.ConcurrentQueue[object]]::new()
            Tokens   = 0
        })
    $worker = [powershell]::Create().AddScript($loop).AddArgument($listener).AddArgument($state)
    [pscustomobject]@{
        Endpoint = "http://127.0.0.1:$port/graphql/"
        State    = $state
        Listener = $listener
        Worker   = $worker
        Running  = $worker.BeginInvoke()
    }
}

function Stop-ScriptedServer {
    param($Server, [switch] $Disconnect)
    if ($Disconnect) { Get-RfaSession | Disconnect-RfaApi }
    $Server.Listener.Close()
    $Server.Worker.Dispose()
}

# Queues an answer for the next request that is no sign-in: a body, or a status, or a body without its end, or no answer at all.
function Add-ScriptedAnswer {
    param($Server, [string] $Body = '{"data":{"ping":"pong"}}', [int] $Status = 200, [switch] $Hang, [switch] $HangInBody, [hashtable] $Headers)
    $Server.State.Answers.Enqueue(@{ Body = $Body; Status = $Status; Hang = [bool] $Hang; HangInBody = [bool] $HangInBody; Headers = $Headers })
}

# Answers a request that hangs: the oldest whose text fits the pattern.
function Complete-ScriptedAnswer {
    param($Server, [string] $Pattern, [string] $Body = '{"data":{"ping":"pong"}}')
    $response = @($Server.State.Held.ToArray() | Where-Object Text -Match $Pattern)[0].Context.Response
    $response.ContentType = 'application/json; charset=utf-8'
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($Body)
    $response.OutputStream.Write($bytes, 0, $bytes.Length)
    $response.Close()
}

# The requests that arrived so far, the oldest first; -Calls leaves out sign-ins and refreshes.
function Get-ScriptedRequest {
    param($Server, [switch] $Calls)
    $Server.State.Requests.ToArray() | Where-Object { -not $Calls -or $_.Text -notmatch 'signIn(Refresh)?\(' }
}

function Clear-ScriptedServer {
    param($Server)
    $ignored = $null
    while ($Server.State.Requests.TryDequeue([ref] $ignored)) { }
    while ($Server.State.Answers.TryDequeue([ref] $ignored)) { }
    while ($Server.State.Held.TryDequeue([ref] $ignored)) { }
}

# The variables of the last call, as the JSON text that arrived.
function Get-SentVariable {
    param($Server)
    $text = (Get-ScriptedRequest $Server -Calls | Select-Object -Last 1).Text
    if ($text -match '"variables":(?<json>.*?)(,"operationName":.*)?\}$') { $Matches['json'] }
}

Export-ModuleMember -Function Start-ScriptedServer, Stop-ScriptedServer, Add-ScriptedAnswer, Complete-ScriptedAnswer, Get-ScriptedRequest, Clear-ScriptedServer, Get-SentVariable
