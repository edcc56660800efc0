<#
    What is measured. Each figure has
    Against  what people would use instead
    Bar      the least ratio, theirs to ours (above 1: ours takes less)
    Unit     what a number is
    Path     what the responder is asked for
    Setup    runs once in the figure's own process; $Uri is the address, $Session a session of ours, $Body the same request for others
    Ours, Theirs   one measured run each
    Process  each run has a fresh process; $root is the clone, $Uri the address
    Runs     how many calls a run makes; WarmUp: how many runs of each come before the first that counts, else one
    Measure  Allocated: KB a call; Cpu: the processor time of the process in ms; Held: MB that the result keeps; P99: the time that 99 of 100 calls keep; Peak: the process's largest working
             set in MB; Told: a run tells its number itself; else the median time
    Needs    a program without which the figure is left out
#>
$restLoop = @'
    $skip = 0
    do {
        $answer = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body (@{ query = $Query; variables = @{ skip = $skip; take = $PageSize } } | ConvertTo-Json)
        $answer.data.companies.items
        $skip += $PageSize
    } while ($answer.data.companies.pageInfo.hasNextPage)
'@
$listQuery = 'query ($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { company_number company_name status incorporated employees turnover rating } pageInfo { hasNextPage } totalCount } }'

# A record's names are those of the document.
$fields = { $Query = '{ companies { items { company_number company_name status incorporated employees turnover rating } } }' }
# What graphql-js is measured by, and the files that both read.
$graphQLJs = @'
    $Files = "$root/benchmarks/bin/GraphQLJs"
    function Invoke-GraphQLJs { $told = node "$root/benchmarks/GraphQLJs/measure.mjs" @args; if ($LASTEXITCODE) { throw "node: $told" }; $told }
    if (-not (Test-Path "$root/tests/Interop/node_modules/graphql")) { npm ci --silent --prefix "$root/tests/Interop" }
    if (-not (Test-Path "$Files/duplicate-names.graphql")) { $null = New-Item $Files -ItemType Directory -Force; Invoke-GraphQLJs write $Files }
    $core = [RfaAuth.Core.GraphQL.Schemas.SchemaType].Assembly
    $cache = [RfaAuth.RfaSession].Assembly.GetType('RfaAuth.State.SchemaCache')
'@

$export = {
    $Query = $using_listQuery
    $PageSize = 1000
    $bareBody = @{ query = $Query; variables = @{ skip = 'HERE'; take = $PageSize } } | ConvertTo-Json -Compress
    $bareBody = $bareBody.Replace('"HERE"', '{0}')
    $file = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), "rfa-export-$PID")
}
$batch = { $null = 1..2000 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Invoke-RfaGraphQL 'query ($n: Int) { company(n: $n) { company_name } }' -Session $Session -ThrottleLimit 16 }
$parallel = {
    $null = 1..2000 | ForEach-Object -ThrottleLimit 16 -Parallel {
        Invoke-RestMethod $using:Uri -Method Post -ContentType application/json -Body (@{ query = 'query ($n: Int) { company(n: $n) { company_name } }'; variables = @{ n = $_ } } | ConvertTo-Json)
    }
}
$bare = 'Import-Module "$root/benchmarks/Bare/bin/Release/netstandard2.0/Bare.dll"'

@(
    @{ Name = 'small-bare'; Against = 'a bare HttpClient cmdlet with Newtonsoft.Json'; Bar = 0.83; Unit = 'ms a call'; Path = '/small'; Runs = 300; WarmUp = 40
        Setup = $bare
        Ours = { $null = Invoke-RfaGraphQL '{ company { company_name } }' -Session $Session }
        Theirs = { $null = Send-Bare $Uri '{"query":"{ company { company_name } }"}' } }
    @{ Name = 'small-rest'; Against = 'Invoke-RestMethod -WebSession'; Bar = 1.5; Unit = 'ms a call'; Path = '/small'; Runs = 300; WarmUp = 40
        Ours = { $null = Invoke-RfaGraphQL '{ company { company_name } }' -Session $Session }
        Theirs = { $null = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body '{"query":"{ company { company_name } }"}' } }
    @{ Name = 'small-allocated'; Against = 'a bare HttpClient cmdlet with Newtonsoft.Json'; Bar = 0.76; Unit = 'KB a call'; Path = '/small'; Runs = 300; Measure = 'Allocated'
        Setup = $bare
        Ours = { $null = Invoke-RfaGraphQL '{ company { company_name } }' -Session $Session }
        Theirs = { $null = Send-Bare $Uri '{"query":"{ company { company_name } }"}' } }
    @{ Name = 'small-p99'; Against = 'a bare HttpClient cmdlet with Newtonsoft.Json'; Bar = 0.67; Unit = 'ms, 99 of 100 calls'; Path = '/small'; Runs = 2000; WarmUp = 6; Measure = 'P99'
        Setup = $bare
        Ours = { $null = Invoke-RfaGraphQL '{ company { company_name } }' -Session $Session }
        Theirs = { $null = Send-Bare $Uri '{"query":"{ company { company_name } }"}' } }
    @{ Name = 'big-objects'; Against = 'Invoke-RestMethod'; Bar = 3; Unit = 'ms'; Path = '/big/100000'
        Ours = { $script:Kept = Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Session }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-network'; Against = 'Invoke-RestMethod, both at 25 MB a second'; Bar = 2.5; Unit = 'ms'; Path = '/big/100000?rate=25'
        Ours = { $script:Kept = Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Session }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-records'; Against = 'Invoke-RestMethod'; Bar = 12; Unit = 'ms'; Path = '/big/100000'
        Setup = $fields
        Ours = { $script:Kept = Invoke-RfaGraphQL $Query -Session $Session -AsRecord }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-records-held'; Against = 'Invoke-RestMethod'; Bar = 5; Unit = 'MB'; Path = '/big/100000'; Measure = 'Held'
        Setup = $fields
        Ours = { $script:Kept = Invoke-RfaGraphQL $Query -Session $Session -AsRecord }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-records-items-held'; Against = 'Invoke-RestMethod'; Bar = 3; Unit = 'MB'; Path = '/big/100000'; Measure = 'Held'
        Setup = $fields
        Ours = { $script:Kept = Invoke-RfaGraphQL $Query -Session $Session -AsRecord -DataPath companies.items }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-records-peak'; Against = 'Invoke-RestMethod in a fresh process'; Bar = 4; Unit = 'MB'; Path = '/big/500000'; Process = $true; Measure = 'Peak'
        Ours = {
            Import-Module "$root/RfaAuth.psd1"
            Connect-RfaApi -Endpoint $Uri -AccessToken (ConvertTo-SecureString x -AsPlainText -Force)
            $kept = Invoke-RfaGraphQL '{ companies { items { company_number company_name status incorporated employees turnover rating } } }' -AsRecord
        }
        Theirs = { $kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -Body '{"query":"{ companies }"}' } }
    @{ Name = 'big-growth'; Against = 'a tenth of the answer, ten times'; Bar = 0.91; Unit = 'ms'; Path = '/big/100000'
        Setup = { $Tenth = Connect-RfaApi -Endpoint ($Uri -replace '100000', '10000') -AccessToken (ConvertTo-SecureString 'x' -AsPlainText -Force) -PassThru }
        Ours = { $script:Kept = Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Session }
        Theirs = { $script:Kept = foreach ($i in 1..10) { Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Tenth } } }
    @{ Name = 'big-hashtable'; Against = 'Invoke-WebRequest | ConvertFrom-Json -AsHashtable'; Bar = 3; Unit = 'ms'; Path = '/big/100000'
        Ours = { $script:Kept = Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Session -AsHashtable }
        Theirs = { $script:Kept = (Invoke-WebRequest $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body).Content | ConvertFrom-Json -AsHashtable } }
    @{ Name = 'big-raw'; Against = 'Invoke-WebRequest'; Bar = 1; Unit = 'ms'; Path = '/big/100000'
        Ours = { $script:Kept = Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Session -Raw }
        Theirs = { $script:Kept = (Invoke-WebRequest $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body).Content } }
    @{ Name = 'list'; Against = 'a loop of Invoke-RestMethod'; Bar = 2.5; Unit = 'ms'; Path = '/list/100000'
        Setup = { $Query = $using_listQuery; $PageSize = 1000 }
        Ours = { $script:Kept = @(Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize) }
        Theirs = [scriptblock]::Create("`$script:Kept = @($restLoop)") }
    @{ Name = 'list-records'; Against = 'a loop of Invoke-RestMethod'; Bar = 6; Unit = 'ms'; Path = '/list/100000'
        Setup = { $Query = $using_listQuery; $PageSize = 1000 }
        Ours = { $script:Kept = @(Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize -AsRecord) }
        Theirs = [scriptblock]::Create("`$script:Kept = @($restLoop)") }
    @{ Name = 'list-growth'; Against = 'a hundredth of the pages, a hundred times'; Bar = 0.91; Unit = 'ms'; Path = '/list/100000'
        Setup = { $Query = $using_listQuery }
        Ours = { Invoke-RfaGraphQL $Query -Session $Session -All -PageSize 100 | ForEach-Object { } }
        Theirs = { foreach ($i in 1..100) { Invoke-RfaGraphQL $Query -Session $Session -All -PageSize 100 -First 1000 | ForEach-Object { } } } }
    @{ Name = 'million'; Against = 'a loop of Invoke-RestMethod'; Bar = 3; Unit = 'ms'; Path = '/list/1000000'
        Setup = { $Query = $using_listQuery; $PageSize = 1000 }
        Ours = { Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize | ForEach-Object { } }
        Theirs = [scriptblock]::Create("& { $restLoop } | ForEach-Object { }") }
    # By the hundred thousandth item .NET has collected its garbage several times. After ten thousand it has not begun.
    @{ Name = 'million-peak'; Against = 'the first hundred thousand of them, and 20 MB'; Bar = 1; Unit = 'MB'; Path = '/list/1000000'; Process = $true; Measure = 'Peak'
        Ours = {
            Import-Module "$root/RfaAuth.psd1"
            Connect-RfaApi -Endpoint $Uri -AccessToken (ConvertTo-SecureString x -AsPlainText -Force)
            Invoke-RfaGraphQL $using_listQuery -All -PageSize 1000 | ForEach-Object { }
        }
        Theirs = {
            Import-Module "$root/RfaAuth.psd1"
            Connect-RfaApi -Endpoint $Uri -AccessToken (ConvertTo-SecureString x -AsPlainText -Force)
            Invoke-RfaGraphQL $using_listQuery -All -PageSize 1000 -First 100000 | ForEach-Object { }
            $allowed = [byte[]]::new(20MB)
            [Array]::Fill($allowed, [byte] 1)
        } }
    @{ Name = 'list-latency'; Against = 'a loop of Invoke-RestMethod'; Bar = 1; Unit = 'ms'; Path = '/list/10000?latency=20'
        Setup = { $Query = $using_listQuery; $PageSize = 100 }
        Ours = { $script:Kept = @(Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize) }
        Theirs = [scriptblock]::Create("`$script:Kept = @($restLoop)") }
    @{ Name = 'export-bare'; Against = 'a bare HttpClient that copies the items'; Bar = 0.77; Unit = 'ms'; Path = '/list/1000000'
        Setup = "$bare`n$export"
        Ours = { Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize -OutFile "$file.ours.jsonl" }
        Theirs = { Copy-BareItems $Uri $bareBody $PageSize "$file.bare.jsonl" } }
    @{ Name = 'export-rest'; Against = 'a loop of Invoke-RestMethod | ConvertTo-Json -Compress'; Bar = 2; Unit = 'ms'; Path = '/list/100000'
        Setup = $export
        Ours = { Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize -OutFile "$file.ours.jsonl" }
        Theirs = [scriptblock]::Create("& { $restLoop } | ForEach-Object { ConvertTo-Json `$_ -Compress } | Set-Content `"`$file.rest.jsonl`"") }
    @{ Name = 'batch'; Against = 'ForEach-Object -Parallel'; Bar = 3.5; Unit = 'ms'; Path = '/small?latency=20'; Ours = $batch; Theirs = $parallel }
    @{ Name = 'batch-cpu'; Against = 'ForEach-Object -Parallel'; Bar = 15; Unit = 'ms of processor time'; Path = '/small?latency=20'; Measure = 'Cpu'; Ours = $batch; Theirs = $parallel }
    @{ Name = 'dead-token'; Against = 'a wrapper of Invoke-RestMethod that signs in again'; Bar = 1.5; Unit = 'ms'; Path = '/signed-in?latency=20'
        Setup = {
            $secret = ConvertTo-SecureString 'x' -AsPlainText -Force
            $Session = Connect-RfaApi -Endpoint $Uri -Credential ([pscredential]::new('me', $secret)) -PassThru
            $Shared = [hashtable]::Synchronized(@{ Token = '' })
        }
        Ours = {
            $null = Invoke-RestMethod ($Uri -replace 'signed-in', 'sign-out') -Method Post
            $null = 1..200 | ForEach-Object -ThrottleLimit 16 -Parallel {
                Import-Module "$using:root/RfaAuth.psd1"
                Invoke-RfaGraphQL '{ company { company_name } }' -Session $using:Session
            }
        }
        Theirs = {
            $null = Invoke-RestMethod ($Uri -replace 'signed-in', 'sign-out') -Method Post
            $null = 1..200 | ForEach-Object -ThrottleLimit 16 -Parallel {
                $shared = $using:Shared
                $call = @{ Uri = $using:Uri; Method = 'Post'; ContentType = 'application/json'; Body = '{"query":"{ company { company_name } }"}' }
                try { Invoke-RestMethod @call -Headers @{ Authorization = "Bearer $($shared.Token)" } }
                catch {
                    $signIn = $call.Clone()
                    $signIn.Body = '{"query":"mutation { signIn { accessToken } }"}'
                    $shared.Token = (Invoke-RestMethod @signIn).data.signIn.accessToken
                    Invoke-RestMethod @call -Headers @{ Authorization = "Bearer $($shared.Token)" }
                }
            }
        } }
    @{ Name = 'tab'; Against = 'what a key press may take: 50 ms'; Bar = 1; Unit = 'ms'; Path = '/small'; Measure = 'Told'; Needs = 'node'
        Setup = "$graphQLJs`n" + @'
            $schema = $core.GetType('RfaAuth.Core.GraphQL.Introspection.SchemaText').GetMethod('Read').Invoke($null, @([IO.File]::ReadAllText("$Files/schema.json")))
            $null = $cache.GetMethod('Keep').Invoke($null, @($Session.Endpoint.AbsoluteUri, $schema))
            $line = "Invoke-RfaGraphQL '" + [IO.File]::ReadAllText("$Files/typed.graphql")
'@
        Ours = {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $found = TabExpansion2 $line $line.Length
            $watch.Elapsed.TotalMilliseconds
            if ($found.CompletionMatches[0].ListItemText -ne 'name') { throw 'Nothing was found.' }
        }
        Theirs = { 50 } }
    @{ Name = 'schema-read'; Against = 'JSON.parse and buildClientSchema of graphql-js'; Bar = 0.5; Unit = 'ms'; Path = '/small'; Measure = 'Told'; Needs = 'node'
        Setup = "$graphQLJs`n" + @'
            $text = [IO.File]::ReadAllText("$Files/schema.json")
            $read = $core.GetType('RfaAuth.Core.GraphQL.Introspection.SchemaText').GetMethod('Read')
            $index = $core.GetType('RfaAuth.Core.GraphQL.Schemas.Schema').GetProperty('Index', [Reflection.BindingFlags] 'Instance, NonPublic')
'@
        Ours = {
            $times = foreach ($round in 1..5) {
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $null = $index.GetValue($read.Invoke($null, @($text)))
                $watch.Elapsed.TotalMilliseconds
            }
            ($times | Sort-Object)[2]
        }
        Theirs = { Invoke-GraphQLJs schema $Files } }
    @{ Name = 'validate'; Against = 'validate of graphql-js, without its parse'; Bar = 0.5; Unit = 'ms'; Path = '/small'; Needs = 'node'; Measure = 'Told'
        Setup = $graphQLJs
        Ours = { @(foreach ($round in 1..5) { (Measure-Command { $null = Test-RfaQuery "$Files/valid.graphql" -SchemaPath "$Files/schema.json" }).TotalMilliseconds }) | Sort-Object | Select-Object -Index 2 }
        Theirs = { Invoke-GraphQLJs validate $Files valid.graphql } }
    foreach ($kind in 'unknown-fields', 'unknown-arguments', 'wrong-types', 'undefined-variables', 'unknown-fragments', 'unused-fragments', 'conflicts', 'duplicate-names') {
        @{ Name = "validate-$kind"; Against = 'validate of graphql-js, which ends after 100 errors'; Bar = 0.5; Unit = 'ms'; Path = '/small'; Needs = 'node'; Measure = 'Told'
            Setup = $graphQLJs
            Ours = [scriptblock]::Create("@(foreach (`$round in 1..7) { (Measure-Command { `$null = Test-RfaQuery `"`$Files/$kind.graphql`" -SchemaPath `"`$Files/schema.json`" -ErrorAction SilentlyContinue }).TotalMilliseconds }) | Sort-Object | Select-Object -Index 3")
            Theirs = [scriptblock]::Create("Invoke-GraphQLJs validate `$Files $kind.graphql") }
    }
    @{ Name = 'import'; Against = 'an empty binary module with a manifest'; Bar = 0.87; Unit = 'ms'; Process = $true
        Ours = { Import-Module "$root/RfaAuth.psd1" }
        Theirs = { Import-Module "$root/benchmarks/bin/Empty/Empty.psd1" } }
    @{ Name = 'first-answer'; Against = 'Invoke-RestMethod in a fresh process, signing in as well'; Bar = 1.3; Unit = 'ms'; Path = '/signed-in'; Process = $true
        Ours = {
            Import-Module "$root/RfaAuth.psd1"
            Connect-RfaApi -Endpoint $Uri -Credential ([pscredential]::new('me', (ConvertTo-SecureString x -AsPlainText -Force)))
            $null = Invoke-RfaGraphQL '{ company { company_name } }'
        }
        Theirs = {
            $signIn = Invoke-RestMethod $Uri -Method Post -ContentType application/json -Body (@{
                    query = 'mutation ($u: String!, $p: String!) { signIn(credentials: { userName: $u, password: $p }) { accessToken refreshToken } }'
                    variables = @{ u = 'me'; p = 'x' } } | ConvertTo-Json)
            $headers = @{ Authorization = "Bearer $($signIn.data.signIn.accessToken)" }
            $null = Invoke-RestMethod $Uri -Method Post -ContentType application/json -Headers $headers -Body (@{ query = '{ company { company_name } }' } | ConvertTo-Json)
        } }
) | ForEach-Object {
    foreach ($key in 'Setup', 'Ours', 'Theirs') { if ($_[$key]) { $_[$key] = "$($_[$key])".Replace('$using_listQuery', "'$listQuery'") } }
    $_
}
